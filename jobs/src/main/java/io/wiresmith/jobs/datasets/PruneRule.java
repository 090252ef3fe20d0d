package io.wiresmith.jobs.datasets;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which of the datasets of one kind and model are old.
 *
 * @param keep so many of the newest are not, if given
 * @param olderThan only those written longer ago are, if given
 */
public record PruneRule(Optional<Integer> keep, Optional<Duration> olderThan) {
  /** Checks. */
  public PruneRule {
    if (keep.isEmpty() && olderThan.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Say what is old: --keep N or --older-than 30d.");
    }
    if (keep.isPresent() && keep.get() < 0) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--keep " + keep.get() + " is wrong; required: 0 or more.");
    }
  }

  /**
   * Whether one is old.
   *
   * @param newer how many newer ones there are
   * @param writtenAt when it was written
   */
  boolean old(int newer, Instant writtenAt, Instant now) {
    return keep.map(most -> newer >= most).orElse(true)
        && olderThan.map(age -> writtenAt.isBefore(now.minus(age))).orElse(true);
  }
}
