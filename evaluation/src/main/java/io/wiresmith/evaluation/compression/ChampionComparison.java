package io.wiresmith.evaluation.compression;

import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.Comparison.SliceDifference;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Candidate against champion on the same rows, by a paired bootstrap over streams: both are
 * resampled with the same draws, and positive differences are better for the candidate.
 *
 * @param bootstrap resamples and seed
 */
record ChampionComparison(ClusterBootstrap bootstrap) {
  static final String LEADING = "regret";

  Comparison compare(
      JudgedRows rows, Choices champion, String ref, String championSha256, long laterThanNs) {
    int[] later = rows.where(row -> rows.at(row).timeNs() >= laterThanNs);
    if (later.length == 0) {
      return new Comparison(ref, championSha256, 0, Map.of(), LEADING, Map.of());
    }
    return new Comparison(
        ref,
        championSha256,
        later.length,
        differences(rows, champion, later),
        LEADING,
        slices(rows, champion, laterThanNs));
  }

  private Map<String, Interval> differences(JudgedRows rows, Choices champion, int[] part) {
    return bootstrap.intervals(
        Tally.byStream(rows, part, rows.candidate().choices(), champion).values(),
        ChampionComparison::advantage);
  }

  private Map<String, SliceDifference> slices(JudgedRows rows, Choices champion, long laterThanNs) {
    Map<String, SliceDifference> slices = new TreeMap<>();
    for (SliceDimension dimension : SliceDimension.values()) {
      dimension
          .parts(rows)
          .forEach(
              (part, members) -> {
                int[] later =
                    Arrays.stream(members)
                        .filter(row -> rows.at(row).timeNs() >= laterThanNs)
                        .toArray();
                Interval found = differences(rows, champion, later).get(LEADING);
                if (found != null) {
                  slices.put(dimension.id() + "=" + part, new SliceDifference(later.length, found));
                }
              });
    }
    return slices;
  }

  private static Map<String, Double> advantage(double[] both) {
    Map<String, Double> candidate = Tally.figures(Arrays.copyOfRange(both, 0, Tally.SIZE));
    Map<String, Double> champion =
        Tally.figures(Arrays.copyOfRange(both, Tally.SIZE, 2 * Tally.SIZE));
    Map<String, Double> advantage = new TreeMap<>();
    candidate.forEach(
        (metric, found) -> {
          double other = champion.getOrDefault(metric, Double.NaN);
          advantage.put(metric, metric.equals(LEADING) ? other - found : found - other);
        });
    return advantage;
  }
}
