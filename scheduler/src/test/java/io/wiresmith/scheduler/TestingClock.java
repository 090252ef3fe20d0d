package io.wiresmith.scheduler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test sets. Thread-safe. */
public final class TestingClock extends Clock {
  private volatile Instant now;

  /** A clock that stands at that time. */
  public TestingClock(Instant now) {
    this.now = now;
  }

  /** Lets time pass, or come back. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** Sets it. */
  public void set(Instant time) {
    now = time;
  }

  @Override
  public Instant instant() {
    return now;
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
