package io.wiresmith.registry;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of models, each immutable and bound by digests; aliases, tags and a history are what
 * moves. Readers need no lock and never see half a version. Thread-safe.
 *
 * <p>Every method throws {@code STORAGE_UNAVAILABLE} or {@code DEPENDENCY_DOWN} where the storage
 * does not answer, and {@code DIGEST_MISMATCH}, naming the file, where bytes are not those that
 * were registered.
 */
public interface ModelRegistry {
  /** Where it is, for messages. */
  String location();

  /**
   * Makes the next version, or finds the one that has this run key already. No alias moves.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if the artifact is not the one that was
   *     judged, or not what its manifest says
   */
  RegisteredVersion register(Registration registration);

  /** The version that a run made, if it made one here. */
  Optional<RegisteredVersion> findByRunKey(ModelKey key, String runKey);

  /**
   * The version that an alias, number or SemVer names.
   *
   * @throws WiresmithException {@code NOT_FOUND} with the known ones
   */
  RegisteredVersion resolve(ModelRef ref);

  /** The same version with its tags and aliases of now. */
  default RegisteredVersion reread(RegisteredVersion version) {
    return resolve(new ModelRef(version.key(), new ModelRef.Number(version.number())));
  }

  /** All versions of all models, by model and number; damaged ones are no versions. */
  List<RegisteredVersion> list();

  /** All versions of a model, by number; damaged ones are no versions. */
  List<RegisteredVersion> list(ModelKey key);

  /** The versions of all models whose records are damaged; a registry that cannot tell has none. */
  default List<DamagedVersion> damaged() {
    return List.of();
  }

  /**
   * A file of a version's artifact, hashed before it is returned.
   *
   * @throws WiresmithException {@code NOT_FOUND} if the version never had such a file
   */
  byte[] fetch(RegisteredVersion version, String file);

  /** A file of the run that made a version, such as {@code evaluation.json}, hashed likewise. */
  byte[] fetchRunFile(RegisteredVersion version, String file);

  /**
   * Copies a version into a directory, verified while copying, written aside and then renamed. A
   * complete, equal directory is left as it is.
   *
   * @throws WiresmithException {@code USAGE} if the directory holds anything else
   */
  default Artifact pull(RegisteredVersion version, Path directory) {
    return new ArtifactPull(this, version).into(directory);
  }

  /** Reads every file of a version; the error lists all that is changed, missing or too much. */
  void verify(RegisteredVersion version);

  /**
   * Sets a tag of a version.
   *
   * @throws WiresmithException {@code USAGE} if the registry keeps that tag itself
   */
  RegisteredVersion tag(RegisteredVersion version, String name, String value);

  /**
   * Removes a version with its files and those of its run. A process that dies meanwhile leaves a
   * version that is whole or none.
   *
   * @throws WiresmithException {@code CONFLICT} if an alias points at it, or it is the newest,
   *     whose number must not be given again
   */
  void remove(RegisteredVersion version);

  /** Finishes the removals of processes that died meanwhile. */
  void sweep(ModelKey key);

  /**
   * What a version must pass before it decides: {@link #verify}, but once for bytes that this very
   * object has just read back and compared while it registered them.
   */
  default void requireSound(RegisteredVersion version) {
    verify(version);
  }

  /** Alias to version number, by alias. */
  Map<String, Integer> aliases(ModelKey key);

  /**
   * Moves an alias if it is where the caller thinks it is; the atomic switch of a deployment.
   *
   * @return false if it pointed there already
   * @throws WiresmithException {@code CONFLICT} if the alias is elsewhere, {@code NOT_FOUND} if
   *     there is no such version
   */
  boolean pointAlias(AliasMove move);

  /** Every move of every alias of a model that was written down, oldest first. */
  List<HistoryEntry> history(ModelKey key);

  /** The aliases, and every move that was written down or is found now. */
  default AliasState state(ModelKey key) {
    List<HistoryEntry> told = history(key); // First: what moves meanwhile is found, not undone.
    return AliasState.of(aliases(key), told, Instant.now());
  }
}
