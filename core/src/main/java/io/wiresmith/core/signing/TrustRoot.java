package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The public keys whose signatures count.
 *
 * @param keys the keys
 */
public record TrustRoot(List<VerificationKey> keys) {
  /** Drops keys that are there twice. */
  public TrustRoot {
    Map<String, VerificationKey> distinct = new LinkedHashMap<>();
    keys.forEach(key -> distinct.putIfAbsent(key.fingerprint(), key));
    keys = List.copyOf(distinct.values());
  }

  /**
   * Reads a PEM file, or every {@code *.pem} of a directory.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it is absent or a file holds anything but
   *     public keys on P-256; an empty trust root is an error too
   */
  public static TrustRoot read(Path place) {
    if (!Files.isDirectory(place)) {
      return new TrustRoot(VerificationKey.read(place));
    }
    List<VerificationKey> keys = new ArrayList<>();
    for (Path file : AtomicFiles.list(place)) {
      if (file.getFileName().toString().endsWith(VerificationKey.SUFFIX)
          && Files.isRegularFile(file)) {
        keys.addAll(VerificationKey.read(file));
      }
    }
    if (keys.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "The trust root %s holds no *.pem, so nothing would be trusted. Put public keys there; one is made by: %s"
              .formatted(place, KeyFiles.HOW));
    }
    return new TrustRoot(keys);
  }

  /** The keys as a message names them. */
  public String named() {
    return keys.stream().map(VerificationKey::brief).collect(Collectors.joining(", "));
  }
}
