package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;

/** What happens to a version that was just registered. */
public enum PromotionPolicy {
  /** It becomes challenger, then champion; the old champion becomes previous. */
  AUTO,
  /** It becomes challenger and waits for someone to promote it. */
  MANUAL,
  /** It becomes challenger and waits for the tag {@link VersionTags#APPROVED_BY}. */
  APPROVAL;

  /**
   * Reads {@code auto}, {@code manual} or {@code approval}.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it is none of them
   */
  public static PromotionPolicy of(String text) {
    for (PromotionPolicy policy : values()) {
      if (policy.id().equals(text)) {
        return policy;
      }
    }
    throw new WiresmithException(
        ErrorCode.INVALID_CONFIG, "promotion is '" + text + "'; write auto, manual or approval.");
  }

  /** As in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
