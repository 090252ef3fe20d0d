package io.wiresmith.serving.cache;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.serving.model.SourcedVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is kept for one reference, and what binds its files.
 *
 * @param registry where the version came from
 * @param reference what named it
 * @param version the version; its artifact's digest names the directory of its files
 * @param keptAt when
 * @param files file name to what it must be
 * @param sha256 digest of all the above
 */
record CachedRecord(
    String registry,
    String reference,
    SourcedVersion version,
    Instant keptAt,
    Map<String, Content> files,
    String sha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * What a file must be.
   *
   * @param bytes its length
   * @param sha256 its digest
   */
  record Content(long bytes, String sha256) {}

  CachedRecord {
    Objects.requireNonNull(version, "version"); // Jackson gives null for what a text lacks.
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(reference, "reference");
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** The same, bound by its own digest. */
  CachedRecord sealed() {
    return withDigest(Sha256.of(Json.line(withDigest(""))));
  }

  private CachedRecord withDigest(String digest) {
    return new CachedRecord(registry, reference, version, keptAt, files, digest);
  }

  /**
   * Reads and checks it.
   *
   * @param file where the text is from, for messages
   * @throws WiresmithException {@code DIGEST_MISMATCH} if it is not what was written, or not for
   *     this registry and reference
   */
  static CachedRecord parse(byte[] text, Path file, String registry, ModelRef ref) {
    CachedRecord record = Json.parse(text, CachedRecord.class, file.toString());
    if (!Arrays.equals(text, Json.bytes(record.sealed()))) {
      throw damaged(file, "was changed: its digest is another");
    }
    if (!record.registry.equals(registry) || !record.reference.equals(ref.toString())) {
      throw damaged(file, "is for %s of %s".formatted(record.reference, record.registry));
    }
    if (!DIGEST.matcher(record.version.artifact()).matches()
        || !record.files.keySet().stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw damaged(file, "names what is no file of an artifact");
    }
    return record;
  }

  static WiresmithException damaged(Path file, String found) {
    return new WiresmithException(
        ErrorCode.DIGEST_MISMATCH,
        "%s %s. It is not served; the next good version of the registry replaces it."
            .formatted(file, found));
  }
}
