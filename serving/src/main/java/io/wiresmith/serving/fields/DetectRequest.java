package io.wiresmith.serving.fields;

import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.serving.oip.InferRequest;
import java.util.List;
import java.util.Optional;

/**
 * Messages whose fields are asked for.
 *
 * @param messages one or more
 * @param list whether they came as a list, and are answered as one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DetectRequest(List<byte[]> messages, boolean list) {
  /** Copies the list. */
  public DetectRequest {
    messages = List.copyOf(messages);
  }

  /** The same for the model. */
  public InferRequest infer() {
    return new InferRequest(
        Optional.empty(), MessageTensors.of(messages), messages.size(), List.of());
  }
}
