package io.wiresmith.etl.quality;

import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.dataset.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was counted in one partition, or in all of them after {@link #add}. Mutable and not
 * thread-safe; crosses from task to driver as JSON.
 */
final class Tally {
  private static final int EXAMPLES = 5;
  private static final int NAMES = 1000;

  /**
   * A quarantined row, to show.
   *
   * @param file where it was read
   * @param line its number
   * @param message what is wrong
   * @param raw its text, cut short
   */
  record Example(String file, long line, String message, String raw) {}

  /**
   * What a numeric field held in the kept rows.
   *
   * @param present rows that have it
   * @param least its least value
   * @param greatest its greatest value
   */
  record Range(long present, double least, double greatest) {
    Range and(Range other) {
      return new Range(
          present + other.present,
          Math.min(least, other.least),
          Math.max(greatest, other.greatest));
    }
  }

  public final List<Part> kept = new ArrayList<>();
  public final List<Part> refused = new ArrayList<>();
  public final Map<String, Long> reasons = new TreeMap<>();
  public final Map<String, List<Example>> examples = new TreeMap<>();
  public final Map<Long, long[]> days = new TreeMap<>();
  public final Map<String, Range> ranges = new TreeMap<>();
  public final Map<String, Long> origins = new TreeMap<>();
  public final Map<String, Long> unknown = new TreeMap<>();
  public long read;
  public long others;
  public long outside;
  public long out;
  public long merged;
  public long first = Long.MAX_VALUE;
  public long last = Long.MIN_VALUE;
  public long outsideFirst = Long.MAX_VALUE;
  public long outsideLast = Long.MIN_VALUE;

  void refuse(RefusalReason reason, Example example) {
    reasons.merge(reason.id(), 1L, Long::sum);
    List<Example> of = examples.computeIfAbsent(reason.id(), key -> new ArrayList<>());
    of.add(example);
    shorten(of);
  }

  private static void shorten(List<Example> list) {
    if (list.size() > EXAMPLES) {
      list.sort(Comparator.comparing(Example::file).thenComparingLong(Example::line));
      list.subList(EXAMPLES, list.size()).clear();
    }
  }

  void day(long time, boolean keep) {
    long day = Math.floorDiv(time, 86_400_000_000_000L);
    days.computeIfAbsent(day, key -> new long[2])[keep ? 0 : 1]++;
  }

  void range(String field, double value) {
    ranges.merge(field, new Range(1, value, value), Range::and);
  }

  void unknown(String name) {
    String key = "unknown " + name;
    if (unknown.size() < NAMES || unknown.containsKey(key)) {
      unknown.merge(key, 1L, Long::sum);
    }
  }

  long quarantined() {
    return reasons.values().stream().mapToLong(Long::longValue).sum();
  }

  Tally add(Tally other) {
    kept.addAll(other.kept);
    refused.addAll(other.refused);
    other.reasons.forEach((key, value) -> reasons.merge(key, value, Long::sum));
    other.examples.forEach(
        (key, list) -> {
          List<Example> mine = examples.computeIfAbsent(key, k -> new ArrayList<>());
          mine.addAll(list);
          shorten(mine);
        });
    other.days.forEach((day, counts) -> days.merge(day, counts.clone(), Tally::sum));
    other.ranges.forEach((field, range) -> ranges.merge(field, range, Range::and));
    other.origins.forEach((key, value) -> origins.merge(key, value, Long::sum));
    other.unknown.forEach((key, value) -> unknown.merge(key, value, Long::sum));
    read += other.read;
    others += other.others;
    outside += other.outside;
    out += other.out;
    merged += other.merged;
    first = Math.min(first, other.first);
    last = Math.max(last, other.last);
    outsideFirst = Math.min(outsideFirst, other.outsideFirst);
    outsideLast = Math.max(outsideLast, other.outsideLast);
    return this;
  }

  private static long[] sum(long[] a, long[] b) {
    long[] sum = Arrays.copyOf(a, 2);
    sum[0] += b[0];
    sum[1] += b[1];
    return sum;
  }
}
