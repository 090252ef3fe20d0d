package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;

/** What happens to an artifact without a good signature. */
public enum SignaturePolicy {
  /** It is refused. */
  REQUIRED,
  /** It is used, and a warning is logged. */
  WARN,
  /** Nobody looks. */
  OFF;

  /**
   * Reads {@code required}, {@code warn} or {@code off}.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it is none of them
   */
  public static SignaturePolicy of(String text) {
    for (SignaturePolicy policy : values()) {
      if (policy.id().equals(text)) {
        return policy;
      }
    }
    throw new WiresmithException(
        ErrorCode.INVALID_CONFIG,
        "The signature policy is '" + text + "'; write required, warn or off.");
  }

  /** As in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
