package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One version of a model as a registry knows it. All but tags and aliases is immutable.
 *
 * @param key the model
 * @param number 1, 2, 3, … without gaps
 * @param semVer major: inputs or outputs changed; minor: code or configuration; patch: data
 * @param files file name to SHA-256 of the artifact, {@code manifest.json} included, and {@code
 *     model.sig} where it is signed
 * @param runFiles file name to SHA-256 of what the run left
 * @param tags tags at the time of reading
 * @param aliases aliases that pointed here at the time of reading
 * @param createdAt when it was registered
 * @param runId the run that made it
 */
public record RegisteredVersion(
    ModelKey key,
    int number,
    String semVer,
    Map<String, String> files,
    Map<String, String> runFiles,
    Map<String, String> tags,
    SortedSet<String> aliases,
    Instant createdAt,
    String runId) {
  /** Sorts and copies the collections. */
  public RegisteredVersion {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    runFiles = Collections.unmodifiableMap(new TreeMap<>(runFiles));
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    aliases = Collections.unmodifiableSortedSet(new TreeSet<>(aliases));
  }

  /** {@code <model>@<number>}. */
  public String id() {
    return key.id() + "@" + number;
  }

  /** Digest of {@code model.onnx}. */
  public String modelSha256() {
    return digest(Artifact.MODEL);
  }

  /** Digest of {@code manifest.json}, hence of the whole artifact. */
  public String manifestSha256() {
    return digest(ArtifactManifest.FILE);
  }

  /**
   * Digest of a file of the artifact.
   *
   * @throws WiresmithException {@code NOT_FOUND} with the known files
   */
  public String digest(String file) {
    return known(files, file);
  }

  /** Digest of a file of the run, likewise. */
  public String runDigest(String file) {
    return known(runFiles, file);
  }

  private String known(Map<String, String> digests, String file) {
    String sha256 = digests.get(file);
    if (sha256 == null) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          "%s has no file '%s'. It has: %s."
              .formatted(id(), file, String.join(", ", digests.keySet())));
    }
    return sha256;
  }

  @Override
  public String toString() {
    return id() + " (" + semVer + ")";
  }
}
