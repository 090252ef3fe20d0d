package io.wiresmith.serving.http;

import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.model.ServedModel;
import io.wiresmith.serving.oip.InferRequest;
import java.util.List;

/**
 * Rows that wait for their model, which is held until they are decided.
 *
 * @param served the slot
 * @param route how the client named it
 * @param model the model of the moment when the request was read
 * @param request the rows
 * @param body what they were read from
 */
record Asked(
    ServedSlot served, Route.Infer route, ServedModel model, InferRequest request, byte[] body)
    implements Prepared {
  /** What must agree to be decided in one run. */
  record Kind(ServedModel model, List<String> inputs) {}

  Kind kind() {
    return new Kind(model, request.inputs().stream().map(Tensor::name).toList());
  }
}
