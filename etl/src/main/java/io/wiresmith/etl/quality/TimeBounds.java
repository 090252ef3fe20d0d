package io.wiresmith.etl.quality;

import io.wiresmith.core.Window;
import io.wiresmith.core.telemetry.Nanos;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;

/**
 * Which times are kept, in nanoseconds since 1970-01-01T00:00:00Z.
 *
 * @param from first time of the window
 * @param until first time after the window
 * @param limit first time in the future
 * @param explicit whether the limit was asked for; else it is the clock's
 */
public record TimeBounds(long from, long until, long limit, boolean explicit)
    implements Serializable {
  /** Where a time lies. */
  public enum Place {
    INSIDE,
    OUTSIDE,
    FUTURE
  }

  /** The bounds of a window (all times without one) and of what is past. */
  public static TimeBounds of(Optional<Window> window, Optional<Instant> until, Instant now) {
    return new TimeBounds(
        window.map(w -> Nanos.of(w.from())).orElse(Long.MIN_VALUE),
        window.map(w -> Nanos.of(w.until())).orElse(Long.MAX_VALUE),
        Nanos.of(until.orElse(now)),
        until.isPresent());
  }

  /** Where that time lies. */
  public Place place(long time) {
    if (time >= limit) {
      return Place.FUTURE;
    }
    return time >= from && time < until ? Place.INSIDE : Place.OUTSIDE;
  }
}
