package io.wiresmith.serving.bandwidth;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;

/**
 * How many links the server remembers, and for how long.
 *
 * @param remembered time after a link's last request
 * @param most beyond so many, the one whose last request is oldest is forgotten
 */
public record LinkMemory(Duration remembered, int most) {
  /** What ships. */
  public static final LinkMemory DEFAULT = new LinkMemory(Duration.ofMinutes(15), 50_000);

  /**
   * Checks.
   *
   * @throws WiresmithException {@code USAGE} if nothing could be remembered
   */
  public LinkMemory {
    if (remembered.isNegative() || remembered.isZero() || most < 1 || most > 1_000_000) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--link-memory %s and --max-links %d: required are a time above 0 and 1 to 1000000 links."
              .formatted(remembered, most));
    }
  }
}
