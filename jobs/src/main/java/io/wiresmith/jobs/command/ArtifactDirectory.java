package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.VerificationKey;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An artifact in a directory that somebody names, which is believed nothing.
 *
 * @param directory the directory
 */
record ArtifactDirectory(Path directory) {
  /** Whether a text names one. */
  static boolean isOne(String text) {
    return !text.contains("@") || Files.isDirectory(Path.of(text));
  }

  /**
   * Hashes every file, then looks at the signature, then at the manifest.
   *
   * @return who signed, where somebody looks
   * @throws WiresmithException {@code DIGEST_MISMATCH} or {@code SIGNATURE_REFUSED}
   */
  Optional<VerificationKey> verify(SignatureRule rule) {
    Map<String, String> digests = new TreeMap<>();
    for (Path entry : AtomicFiles.list(directory)) {
      if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
        throw new WiresmithException(
            ErrorCode.DIGEST_MISMATCH,
            entry + " is no plain file, and an artifact has nothing else. Remove it.");
      }
      digests.put(entry.getFileName().toString(), Sha256.of(entry));
    }
    if (!digests.containsKey(ArtifactManifest.FILE)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          directory
              + " is no artifact: it has no "
              + ArtifactManifest.FILE
              + ". Name a directory that pull or train made, or a version as compression@champion.");
    }
    Optional<VerificationKey> signer =
        rule.check(
            directory.toString(), digests, name -> AtomicFiles.read(directory.resolve(name)));
    requireEqual(Artifact.open(directory).manifest().files(), digests);
    return signer;
  }

  private void requireEqual(Map<String, String> named, Map<String, String> found) {
    List<String> faults = new ArrayList<>();
    named.forEach(
        (name, sha256) -> {
          String is = found.getOrDefault(name, "");
          if (!is.equals(sha256)) {
            faults.add(
                is.isEmpty()
                    ? directory.resolve(name) + " is missing. Restore it."
                    : "%s was changed: its SHA-256 is %s, the manifest says %s. Restore it."
                        .formatted(directory.resolve(name), is, sha256));
          }
        });
    found.forEach(
        (name, sha256) -> {
          if (!named.containsKey(name)
              && !name.equals(ArtifactManifest.FILE)
              && !name.equals(Artifact.SIGNATURE)) {
            faults.add(directory.resolve(name) + " does not belong to this artifact. Remove it.");
          }
        });
    if (!faults.isEmpty()) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, String.join("\n", faults));
    }
  }
}
