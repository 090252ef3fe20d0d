package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Backoff;

/**
 * How much is sent at once, and how often.
 *
 * @param lines most lines of a batch
 * @param bytes most bytes of a batch before compression; servers take 25 MB where nobody changed it
 * @param backoff what happens while the server is down
 */
public record InfluxWriteLimits(int lines, int bytes, Backoff backoff) {
  /** Checks. */
  public InfluxWriteLimits {
    if (lines < 1 || bytes < 1) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "A batch of %d lines and %d bytes holds nothing; required: at least 1 of each."
              .formatted(lines, bytes));
    }
  }

  /** 5,000 lines, 4 MB, {@link Backoff#usual}. */
  public static InfluxWriteLimits usual() {
    return new InfluxWriteLimits(5_000, 4_000_000, Backoff.usual());
  }
}
