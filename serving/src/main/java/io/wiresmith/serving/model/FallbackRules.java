package io.wiresmith.serving.model;

import io.wiresmith.onnx.Tensor;
import java.util.List;
import java.util.Map;

/** Plain rules that answer where no model can. Pure and thread-safe. */
public interface FallbackRules {
  /** The same inputs and outputs as the model's. */
  ModelSignature signature();

  /** Decides a batch whose inputs fit the signature. */
  Map<String, Tensor> decide(List<Tensor> inputs);
}
