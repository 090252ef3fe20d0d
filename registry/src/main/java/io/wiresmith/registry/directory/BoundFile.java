package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file and the digest it must have. */
record BoundFile(Path path, String sha256) {
  byte[] read() {
    if (!Files.isRegularFile(path)) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, missing());
    }
    byte[] bytes = AtomicFiles.read(path);
    String found = Sha256.of(bytes);
    if (!found.equals(sha256)) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, changed(found));
    }
    return bytes;
  }

  /** What is wrong with it, if anything. */
  Optional<String> fault() {
    if (!Files.isRegularFile(path)) {
      return Optional.of(missing());
    }
    String found = Sha256.of(path);
    return found.equals(sha256) ? Optional.empty() : Optional.of(changed(found));
  }

  private String missing() {
    return path + " is missing. Restore it, or use another version.";
  }

  private String changed(String found) {
    return "%s was changed: its SHA-256 is %s, registered was %s. Restore it, or use another version."
        .formatted(path, found, sha256);
  }
}
