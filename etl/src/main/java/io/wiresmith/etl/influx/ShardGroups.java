package io.wiresmith.etl.influx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The shard groups of a retention policy, computed: InfluxDB cuts time into groups of one length,
 * counted from 0001-01-01T00:00:00Z (Go's {@code Time.Truncate}), so that weeks begin on Mondays.
 */
final class ShardGroups {
  /** Seconds from 0001-01-01 to 1970-01-01. */
  private static final long YEAR_ONE = 62_135_596_800L;

  private static final long NANOS = 1_000_000_000L;

  private ShardGroups() {}

  /** The groups with a part in the range, cut to it. */
  static List<TimeRange> within(TimeRange range, Duration length) {
    List<TimeRange> groups = new ArrayList<>();
    TimeRange rest = range;
    while (!rest.isEmpty()) {
      TimeRange group = first(rest, length);
      groups.add(group);
      rest = new TimeRange(group.until(), range.until());
    }
    return groups;
  }

  /** The first of them. */
  static TimeRange first(TimeRange range, Duration length) {
    return new TimeRange(range.from(), Math.min(range.until(), end(range.from(), length)));
  }

  /** The end of the group that holds a time. */
  private static long end(long nanos, Duration length) {
    long seconds = Math.floorDiv(nanos, NANOS) + YEAR_ONE;
    long step = Math.max(1, length.toSeconds());
    long end = Math.floorDiv(seconds, step) * step + step - YEAR_ONE;
    return end > Long.MAX_VALUE / NANOS ? Long.MAX_VALUE : end * NANOS;
  }

  /** A duration as InfluxDB writes it, such as {@code 168h0m0s}. */
  static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(java.util.Locale.ROOT));
  }
}
