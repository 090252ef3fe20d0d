package io.wiresmith.scheduler.execution;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long and how often a window is tried.
 *
 * @param attempts most tries while something else is down
 * @param firstWait wait before the second try; it doubles from try to try
 * @param longestWait longest wait
 * @param timeLimit longest life of a run's process
 * @param lease how long a claim lasts without a renewal, which comes three times as often
 */
public record ExecutionPolicy(
    int attempts, Duration firstWait, Duration longestWait, Duration timeLimit, Duration lease) {
  /** Checks. */
  public ExecutionPolicy {
    if (attempts < 1 || lease.compareTo(Duration.ofMillis(100)) < 0) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "A window is tried %d times with a lease of %s; required: at least once, and 100 ms."
              .formatted(attempts, lease));
    }
  }

  /** How long to wait after a try, with as much jitter as half of it, so that nodes part. */
  Duration waitAfter(int attempt, RandomGenerator random) {
    long doubled = firstWait.toMillis() << Math.min(attempt - 1, 20);
    long most = Math.max(1, Math.min(doubled, longestWait.toMillis()));
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }
}
