package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/**
 * What became of the lines that were handed to a writer: {@code sent = accepted + refused}.
 *
 * @param sent lines that the server has answered for
 * @param accepted lines that it keeps
 * @param refused lines that it does not, each of which was reported
 */
public record InfluxWriteCounts(long sent, long accepted, long refused) {
  /** Checks the law. */
  public InfluxWriteCounts {
    if (sent != accepted + refused) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "Lines were lost or invented while writing: sent %d, accepted %d, refused %d. Please report this."
              .formatted(sent, accepted, refused));
    }
  }
}
