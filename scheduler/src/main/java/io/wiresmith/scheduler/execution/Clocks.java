package io.wiresmith.scheduler.execution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The two clocks of a process. People and time servers set the first one, forward and back; the
 * second one only goes on. Thread-safe.
 *
 * @param wall the wall clock, for what is due and what is written down
 * @param nanos nanoseconds since some moment, for how long something takes here
 */
public record Clocks(Clock wall, LongSupplier nanos) {
  /** Those of this machine. */
  public static Clocks ofMachine() {
    return of(Clock.systemUTC());
  }

  /** A wall clock, and this machine's that only goes on. */
  public static Clocks of(Clock wall) {
    return new Clocks(wall, System::nanoTime);
  }

  /** The time of the wall clock. */
  public Instant now() {
    return wall.instant();
  }

  /** Begins to measure. */
  public Elapsed start() {
    return new Elapsed(nanos, nanos.getAsLong());
  }

  /**
   * How long something has taken.
   *
   * @param nanos the clock that only goes on
   * @param start what it said in the beginning
   */
  public record Elapsed(LongSupplier nanos, long start) {
    /** Whether at least that time has passed, whatever the wall clock says. */
    public boolean reaches(Duration time) {
      return nanos.getAsLong() - start >= time.toNanos();
    }
  }
}
