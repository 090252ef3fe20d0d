package io.wiresmith.evaluation.compression;

import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.Comparison.SliceDifference;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Candidate against champion on the same rows, by a paired bootstrap over {@link Clusters}: both
 * are resampled with the same draws, and positive differences are better for the candidate.
 *
 * @param bootstrap resamples and seed
 */
record ChampionComparison(ClusterBootstrap bootstrap) {
  static final String LEADING = "regret";

  Comparison compare(
      JudgedRows rows, Choices champion, String ref, String championSha256, long laterThanNs) {
    int[] later = rows.where(row -> rows.at(row).timeNs() >= laterThanNs);
    if (later.length == 0) {
      return new Comparison(ref, championSha256, 0, 0, Map.of(), LEADING, Map.of());
    }
    return new Comparison(
        ref,
        championSha256,
        later.length,
        clusters(rows, champion, later).size(),
        bootstrap.intervals(clusters(rows, champion, later), ChampionComparison::advantage),
        LEADING,
        slices(rows, champion, laterThanNs));
  }

  private static Collection<double[]> clusters(JudgedRows rows, Choices champion, int[] part) {
    return Clusters.of(rows, part, rows.candidate().choices(), champion);
  }

  /** The difference in the leading metric, where there are enough clusters to tell. */
  private @Nullable Interval difference(JudgedRows rows, Choices champion, int[] part) {
    Collection<double[]> clusters = clusters(rows, champion, part);
    return clusters.size() < Comparison.FEWEST_CLUSTERS
        ? null
        : bootstrap.intervals(clusters, ChampionComparison::advantage).get(LEADING);
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
                Interval found = difference(rows, champion, later);
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
