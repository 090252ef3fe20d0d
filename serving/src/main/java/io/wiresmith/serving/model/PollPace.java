package io.wiresmith.serving.model;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to look again: 20 % earlier or later, so that many servers do not ask at once, and ever less
 * often while the registry does not answer.
 *
 * @param pause between two looks
 * @param longest while the registry does not answer, unless {@code pause} is longer
 */
public record PollPace(Duration pause, Duration longest) {
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final double JITTER = .2;

  /** At most 30 s, or the pause, while the registry does not answer. */
  public static PollPace every(Duration pause) {
    return new PollPace(pause, LONGEST);
  }

  /**
   * The time to wait.
   *
   * @param failures looks without an answer in a row
   */
  public Duration next(int failures, RandomGenerator random) {
    double doubled = pause.toNanos() * Math.pow(2, Math.max(0, failures - 1));
    double bounded = Math.min(doubled, Math.max(longest.toNanos(), pause.toNanos()));
    return Duration.ofNanos((long) (bounded * (1 - JITTER + 2 * JITTER * random.nextDouble())));
  }
}
