package io.wiresmith.scheduler.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that stands until it is set, ahead of the true time or behind it. Thread-safe. */
final class SimulatedClock extends Clock {
  private volatile Instant now;
  private volatile Duration ahead = Duration.ZERO;

  SimulatedClock(Instant now) {
    this.now = now;
  }

  void set(Instant time) {
    now = time;
  }

  /** From now on it goes wrong by so much. */
  void goesAhead(Duration by) {
    ahead = by;
  }

  /** What a clock that nobody sets wrong says: the true time only goes on. */
  long nanos() {
    return ChronoUnit.NANOS.between(Instant.EPOCH, now);
  }

  @Override
  public Instant instant() {
    return now.plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
