package io.wiresmith.etl.influx;

import io.wiresmith.core.Window;
import io.wiresmith.core.telemetry.Nanos;
import java.io.Serializable;

/**
 * Times in nanoseconds since 1970-01-01T00:00:00Z, half-open.
 *
 * @param from first time
 * @param until first time behind it
 */
record TimeRange(long from, long until) implements Serializable {
  /** The first time that InfluxDB holds. */
  static final long LEAST = Long.MIN_VALUE + 2;

  /** The last time that InfluxDB holds. */
  static final long GREATEST = Long.MAX_VALUE - 1;

  /** All that InfluxDB holds. */
  static final TimeRange ALL = new TimeRange(LEAST, Long.MAX_VALUE);

  /** The common part, which may be empty. */
  TimeRange and(TimeRange other) {
    return new TimeRange(Math.max(from, other.from), Math.min(until, other.until));
  }

  boolean isEmpty() {
    return from >= until;
  }

  /** The last time inside. */
  long last() {
    return until - 1;
  }

  /** How many nanoseconds it holds, the greatest long if more. */
  long length() {
    long length = until - from;
    return length < 0 && from < until ? Long.MAX_VALUE : length;
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "[no time)";
    }
    return new Window(Nanos.instant(from), Nanos.instant(until)).toString();
  }
}
