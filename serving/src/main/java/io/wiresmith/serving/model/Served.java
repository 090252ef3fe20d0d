package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.onnx.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What answers under one name. Thread-safe. */
public sealed interface Served permits ServedSlot, ServedEnsemble {
  /** The model. */
  ModelKey key();

  /** What answers where no model can; empty means nothing does. */
  Optional<FallbackRules> fallback();

  /** What decides at this moment, for one request; close it when that is done. */
  Optional<HeldModel> acquire();

  /** What it does now. */
  ServedStatus status();

  /** The modes in which the rows of an answer were decided; none where there are no modes. */
  Set<String> modes(Map<String, Tensor> outputs);

  /** The name in paths; the registered name is taken too. */
  default boolean isNamed(String name) {
    return key().id().equals(name) || key().registeredName().equals(name);
  }
}
