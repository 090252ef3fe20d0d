package io.wiresmith.evaluation.compression;

import io.wiresmith.core.evaluation.Comparison;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The groups that the bootstrap draws whole: streams; where there are fewer than {@link
 * Comparison#FEWEST_CLUSTERS}, each UTC day of a stream; where that is too few as well, each UTC
 * hour. Few groups would make every resample alike and an interval of no width.
 */
final class Clusters {
  private static final List<Function<JudgedRow, String>> UNITS =
      List.of(
          JudgedRow::stream,
          row -> block(row, Duration.ofDays(1)),
          row -> block(row, Duration.ofHours(1)));

  private Clusters() {}

  /** The sums of each group in a canonical order, by the first unit that gives enough of them. */
  static Collection<double[]> of(JudgedRows rows, int[] part, Choices... choices) {
    Collection<double[]> groups = List.of();
    for (Function<JudgedRow, String> unit : UNITS) {
      groups = Tally.by(unit, rows, part, choices).values();
      if (groups.size() >= Comparison.FEWEST_CLUSTERS) {
        return groups;
      }
    }
    return groups;
  }

  private static String block(JudgedRow row, Duration length) {
    return Math.floorDiv(row.timeNs(), length.toNanos()) + " " + row.stream();
  }
}
