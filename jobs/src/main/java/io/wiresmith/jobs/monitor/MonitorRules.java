package io.wiresmith.jobs.monitor;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/**
 * When quality is an alarm.
 *
 * @param mostLatencyMillis greatest mean time of an answer
 * @param leastAccuracy least macro F1 of the boundaries
 */
public record MonitorRules(double mostLatencyMillis, double leastAccuracy) {
  /** Checks the numbers. */
  public MonitorRules {
    if (!(mostLatencyMillis > 0) || !(leastAccuracy >= 0 && leastAccuracy <= 1)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--max-latency-ms is %s and --min-accuracy %s; required are a time above 0 and a share from 0 to 1."
              .formatted(mostLatencyMillis, leastAccuracy));
    }
  }
}
