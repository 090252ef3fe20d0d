package io.wiresmith.serving.http;

import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ModelSlot;
import java.util.Optional;

/**
 * A slot and what answers when it is empty.
 *
 * @param slot the slot
 * @param fallback rules; empty means 503
 */
public record ServedSlot(ModelSlot slot, Optional<FallbackRules> fallback) {
  /** The name in paths; the registered name is taken too. */
  public boolean isNamed(String name) {
    return slot.key().id().equals(name) || slot.key().registeredName().equals(name);
  }
}
