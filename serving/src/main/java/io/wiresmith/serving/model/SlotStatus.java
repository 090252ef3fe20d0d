package io.wiresmith.serving.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What a slot does at one moment.
 *
 * @param serving the version that takes traffic
 * @param since when it began to
 * @param signature what it takes and gives
 * @param refused the version that the alias names but that may not take traffic
 * @param waiting why nothing newer can be looked for, without paths
 * @param cachedAt when the serving version was last named by the registry; only while it comes from
 *     the cache and the registry has not named it again
 * @param answeredAt when the registry last named a version
 */
public record SlotStatus(
    Optional<SourcedVersion> serving,
    Optional<Instant> since,
    ModelSignature signature,
    Optional<Refusal> refused,
    Optional<String> waiting,
    Optional<Instant> cachedAt,
    Optional<Instant> answeredAt) {
  /** Whether a model takes traffic. */
  public boolean ready() {
    return serving.isPresent();
  }

  /** Why no model takes traffic. */
  public String reason() {
    return refused.map(Refusal::reason).or(() -> waiting).orElse("No model is loaded yet.");
  }

  /** Where the version that takes traffic comes from: {@code registry}, {@code cache} or none. */
  public String source() {
    if (serving.isEmpty()) {
      return "none";
    }
    return cachedAt.isPresent() ? "cache" : "registry";
  }
}
