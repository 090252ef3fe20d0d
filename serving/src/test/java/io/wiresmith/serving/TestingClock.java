package io.wiresmith.serving;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is moved by hand. */
public final class TestingClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Later, or with a negative time earlier. */
  public void move(Duration by) {
    now = now.plus(by);
  }
}
