package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes one model of several. Thread-safe. */
public interface Combination {
  /** What the whole takes and gives, whichever parts are there. */
  ModelSignature signature();

  /**
   * Decides a batch whose inputs fit the signature.
   *
   * @param parts those that are there, at least one
   * @throws WiresmithException {@code INVALID_INPUT} that names the input; then nothing has changed
   */
  Map<String, Tensor> decide(Map<ModelKey, ? extends RunnableModel> parts, List<Tensor> inputs);

  /** The modes in which the rows of an answer were decided. */
  Set<String> modes(Map<String, Tensor> outputs);
}
