package io.wiresmith.core;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * A half-open span of time, {@code [from, until)}, in UTC.
 *
 * @param from first instant inside
 * @param until first instant after
 */
public record Window(Instant from, Instant until) {
  /** Checks that the window is not empty. */
  public Window {
    if (!from.isBefore(until)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The window [" + from + ", " + until + ") is empty: its start must lie before its end.");
    }
  }

  /** The window of that length that ends at {@code until}. */
  public static Window before(Instant until, Duration length) {
    try {
      return new Window(until.minus(length), until);
    } catch (DateTimeException | ArithmeticException e) {
      throw new WiresmithException(
          ErrorCode.USAGE, "A window of " + length + " before " + until + " is too long.", e);
    }
  }

  /** Whether the instant lies inside. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(until);
  }

  @Override
  public String toString() {
    return "[" + from + ", " + until + ")";
  }
}
