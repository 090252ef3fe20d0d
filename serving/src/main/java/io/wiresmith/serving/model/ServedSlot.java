package io.wiresmith.serving.model;

import io.wiresmith.core.ModelKey;
import io.wiresmith.onnx.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A slot and what answers when it is empty.
 *
 * @param slot the slot
 * @param fallback rules; empty means 503
 */
public record ServedSlot(ModelSlot slot, Optional<FallbackRules> fallback) implements Served {
  @Override
  public ModelKey key() {
    return slot.key();
  }

  @Override
  public Optional<HeldModel> acquire() {
    return slot.acquire().map(it -> it);
  }

  @Override
  public ServedStatus status() {
    SlotStatus status = slot.status();
    return new ServedStatus(
        status.signature(),
        status.serving().map(it -> Integer.toString(it.number())),
        Map.of("", status));
  }

  @Override
  public Set<String> modes(Map<String, Tensor> outputs) {
    return Set.of();
  }
}
