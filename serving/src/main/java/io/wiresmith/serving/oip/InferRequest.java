package io.wiresmith.serving.oip;

import io.wiresmith.onnx.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A request that fits the signature it was read against.
 *
 * @param id the client's own name for the request, echoed
 * @param inputs at least every required one, all of the same number of rows
 * @param rows 1 or more
 * @param outputs names of the wanted outputs, in order; empty means all
 */
public record InferRequest(
    Optional<String> id, List<Tensor> inputs, int rows, List<String> outputs) {
  /** Copies the lists. */
  public InferRequest {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
