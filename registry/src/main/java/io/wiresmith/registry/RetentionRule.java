package io.wiresmith.registry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which versions of a model are old.
 *
 * @param keepLast so many of the newest are not, at least 1: the number of the newest is never
 *     given again
 * @param olderThan only those registered longer ago are, if given
 * @param champions so many of the last champions are not, whatever their age
 */
public record RetentionRule(int keepLast, Optional<Duration> olderThan, int champions) {
  /** Checks. */
  public RetentionRule {
    if (keepLast < 1) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--keep-last " + keepLast + " is wrong; required: 1 or more.");
    }
    if (champions < 0) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--keep-champions " + champions + " is wrong; required: 0 or more.");
    }
  }

  /**
   * Whether one is old.
   *
   * @param newer how many newer ones there are
   */
  boolean old(int newer, Instant createdAt, Instant now) {
    return newer >= keepLast
        && olderThan.map(age -> createdAt.isBefore(now.minus(age))).orElse(true);
  }
}
