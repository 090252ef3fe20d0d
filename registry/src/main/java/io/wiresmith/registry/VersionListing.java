package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The versions of one model as far as they can be read.
 *
 * @param key the model
 * @param sound those whose records hold, by number
 * @param damaged the others, by number
 */
public record VersionListing(
    ModelKey key, List<RegisteredVersion> sound, List<DamagedVersion> damaged) {
  /** Copies the lists. */
  public VersionListing {
    sound = List.copyOf(sound);
    damaged = List.copyOf(damaged);
  }

  /**
   * The version with that SemVer, if there is one.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if a damaged one may be it
   */
  public Optional<RegisteredVersion> withSemVer(String semVer) {
    Optional<RegisteredVersion> found =
        sound.stream().filter(version -> version.semVer().equals(semVer)).findFirst();
    if (found.isEmpty() && !damaged.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "Whether %s has a version %s cannot be told: %s"
              .formatted(key, semVer, damaged.get(0).damage()));
    }
    return found;
  }

  /** The sound versions that a run made, the lowest first. */
  public List<RegisteredVersion> withRunKey(String runKey) {
    return sound.stream()
        .filter(version -> runKey.equals(version.tags().get(VersionTags.RUN_KEY)))
        .toList();
  }

  /**
   * The error for a version that is not there, with those that are.
   *
   * @param registry where was looked
   */
  public WiresmithException unknown(
      String selector, String registry, Map<String, Integer> aliases) {
    return new WiresmithException(
        ErrorCode.NOT_FOUND,
        "There is no %s@%s in the registry %s. %s"
            .formatted(key, selector, registry, known(aliases)));
  }

  private String known(Map<String, Integer> aliases) {
    String versions =
        Stream.concat(
                sound.stream().map(it -> it.number() + " (" + it.semVer() + ")"),
                damaged.stream().map(it -> it.number() + " (damaged)"))
            .collect(Collectors.joining(", "));
    if (versions.isEmpty()) {
      return nothing();
    }
    String pointing =
        aliases.entrySet().stream()
            .map(alias -> alias.getKey() + " -> " + alias.getValue())
            .collect(Collectors.joining(", "));
    return "Versions: %s. Aliases: %s.".formatted(versions, pointing.isEmpty() ? "none" : pointing);
  }

  private String nothing() {
    List<ModelKey> trained = key.model().keys();
    return trained.contains(key)
        ? "It has no version of this model; publish one first: bin/wiresmith run " + key
        : "Nothing of that name is trained; there is %s."
            .formatted(trained.stream().map(ModelKey::id).collect(Collectors.joining(" and ")));
  }
}
