package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/** What may be removed of a registry. */
public final class Removable {
  private Removable() {}

  /**
   * Checks a version as it is at this moment.
   *
   * @param newest the greatest number that the model has
   * @throws WiresmithException {@code CONFLICT} if it must stay
   */
  public static void check(RegisteredVersion version, int newest) {
    if (!version.aliases().isEmpty()) {
      throw new WiresmithException(
          ErrorCode.CONFLICT,
          "%s is not removed: %s points at it. Move the alias first."
              .formatted(version, String.join(" and ", version.aliases())));
    }
    if (version.number() >= newest) {
      throw new WiresmithException(
          ErrorCode.CONFLICT,
          version + " is not removed: it is the newest, and its number would be given again.");
    }
  }
}
