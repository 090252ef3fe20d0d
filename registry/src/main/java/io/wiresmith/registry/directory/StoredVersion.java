package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code version.json}, written last: it binds every other file of the version by digest, and
 * itself by the digest of all that stands in it.
 */
record StoredVersion(
    String model,
    int number,
    String semVer,
    Instant createdAt,
    String runId,
    Map<String, String> files,
    Map<String, String> runFiles,
    Map<String, String> tags,
    String sha256) {
  static final String FILE = "version.json";

  StoredVersion {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    runFiles = Collections.unmodifiableMap(new TreeMap<>(runFiles));
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The same, bound by its own digest. */
  StoredVersion sealed() {
    StoredVersion open = withDigest("");
    return withDigest(Sha256.of(Json.line(open)));
  }

  private StoredVersion withDigest(String digest) {
    return new StoredVersion(
        model, number, semVer, createdAt, runId, files, runFiles, tags, digest);
  }

  /**
   * Reads and checks it.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if a single byte was changed, or it is the
   *     commit of another version
   */
  static StoredVersion read(Path file, ModelKey key, int number) {
    byte[] bytes = AtomicFiles.read(file);
    StoredVersion stored = Json.parse(bytes, StoredVersion.class, file.toString());
    if (!Arrays.equals(bytes, Json.bytes(stored.sealed()))) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          file + " was changed: its content is not what its own digest says. Restore it.");
    }
    if (!stored.model().equals(key.id()) || stored.number() != number) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s is the commit of %s@%d, not of %s@%d. Restore it."
              .formatted(file, stored.model(), stored.number(), key.id(), number));
    }
    return stored;
  }
}
