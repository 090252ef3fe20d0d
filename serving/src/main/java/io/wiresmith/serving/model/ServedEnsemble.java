package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.onnx.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Several slots that answer as one model, which has no version of its own; those that are there
 * answer where others are not.
 *
 * @param key the model, whose variants the parts are
 * @param parts in the order of the variants
 * @param combination makes one answer of theirs
 * @param fallback rules for when no part is there; empty means 503
 */
public record ServedEnsemble(
    ModelKey key, List<ModelSlot> parts, Combination combination, Optional<FallbackRules> fallback)
    implements Served {
  /** Copies the list. */
  public ServedEnsemble {
    parts = List.copyOf(parts);
  }

  @Override
  public Optional<HeldModel> acquire() {
    Map<ModelKey, ServedModel> held = new LinkedHashMap<>();
    List<ModelKey> missing = new ArrayList<>();
    for (ModelSlot slot : parts) {
      slot.acquire()
          .ifPresentOrElse(model -> held.put(slot.key(), model), () -> missing.add(slot.key()));
    }
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(new HeldEnsemble(combination, held, missing));
  }

  @Override
  public ServedStatus status() {
    Map<String, SlotStatus> slots = new LinkedHashMap<>();
    Map<ModelKey, SourcedVersion> serving = new LinkedHashMap<>();
    for (ModelSlot slot : parts) {
      SlotStatus status = slot.status();
      slots.put(slot.key().variant(), status);
      status.serving().ifPresent(version -> serving.put(slot.key(), version));
    }
    Optional<String> version =
        serving.isEmpty() ? Optional.empty() : Optional.of(HeldEnsemble.versionName(serving));
    return new ServedStatus(combination.signature(), version, slots);
  }

  @Override
  public Set<String> modes(Map<String, Tensor> outputs) {
    return combination.modes(outputs);
  }
}
