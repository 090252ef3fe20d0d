package io.wiresmith.serving.model;

import io.wiresmith.onnx.Tensor;
import java.util.List;
import java.util.Map;

/** A loaded, proven model. Thread-safe. */
public interface RunnableModel extends AutoCloseable {
  /** What goes in and out. */
  ModelSignature signature();

  /**
   * Decides a batch of rows.
   *
   * @throws io.wiresmith.core.WiresmithException {@code INVALID_INPUT} that names the input
   */
  Map<String, Tensor> run(List<Tensor> inputs);

  /** Frees what the model holds; never called during a run. */
  @Override
  void close();
}
