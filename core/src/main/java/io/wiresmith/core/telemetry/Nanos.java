package io.wiresmith.core.telemetry;

import java.time.Instant;

/** Nanoseconds since 1970-01-01T00:00:00Z, the time of telemetry. */
public final class Nanos {
  private static final long SECOND = 1_000_000_000L;

  private Nanos() {}

  /** The nanoseconds of an instant, held at the ends of what 64 bits can say. */
  public static long of(Instant instant) {
    try {
      // Before 1970 from the next second back: the seconds alone of the first times fit no long.
      long back = instant.getEpochSecond() < 0 ? 1 : 0;
      long seconds = Math.multiplyExact(instant.getEpochSecond() + back, SECOND);
      return Math.addExact(seconds, instant.getNano() - back * SECOND);
    } catch (ArithmeticException e) {
      return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /** The instant of nanoseconds. */
  public static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }
}
