package io.wiresmith.serving.http;

import io.wiresmith.serving.oip.InferRequest;
import io.wiresmith.serving.oip.InferResponse;
import java.util.function.Function;

/**
 * What a body asks, and how it is answered.
 *
 * @param request for the model
 * @param answer the body of the answer
 */
record Question(InferRequest request, Function<InferResponse, byte[]> answer) {}
