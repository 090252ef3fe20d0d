package io.wiresmith.serving.model;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes of a version as someone handed them out; nothing is proven yet.
 *
 * @param where who did, for messages
 * @param byName file name to content, {@code manifest.json} included; not to be changed
 */
public record VersionFiles(String where, Map<String, byte[]> byName) {
  /** Sorts and copies the map. */
  public VersionFiles {
    byName = Collections.unmodifiableMap(new TreeMap<>(byName));
  }

  /**
   * The content of a file.
   *
   * @throws WiresmithException {@code DIGEST_MISMATCH} if it is missing
   */
  public byte[] required(String name) {
    byte[] bytes = byName.get(name);
    if (bytes == null) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s/%s is missing. Restore it, or use another version.".formatted(where, name));
    }
    return bytes;
  }
}
