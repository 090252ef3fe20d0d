package io.wiresmith.serving.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What answers under one name at one moment.
 *
 * @param signature what it takes and gives
 * @param version as a client names it; empty where no model takes traffic
 * @param slots by part, in order; the only one of a model without parts is under the empty text
 */
public record ServedStatus(
    ModelSignature signature, Optional<String> version, Map<String, SlotStatus> slots) {
  /** Copies the map, in its order. */
  public ServedStatus {
    slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
  }

  /** Whether a model takes traffic; of several parts, one is enough. */
  public boolean ready() {
    return version.isPresent();
  }

  /** Why no model takes traffic. */
  public String reason() {
    return slots.entrySet().stream()
        .map(it -> (it.getKey().isEmpty() ? "" : it.getKey() + ": ") + it.getValue().reason())
        .collect(Collectors.joining(" "));
  }

  /**
   * Where what takes traffic comes from: {@code registry}, {@code cache} as soon as one part of it
   * does, or {@code none}.
   */
  public String source() {
    if (slots.values().stream().anyMatch(it -> it.source().equals("cache"))) {
      return "cache";
    }
    return ready() ? "registry" : "none";
  }
}
