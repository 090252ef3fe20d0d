package io.wiresmith.evaluation.statistics;

import io.wiresmith.core.evaluation.Interval;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * 95 % percentile intervals by drawing whole groups of dependent rows with replacement (Field and
 * Welsh, Bootstrapping clustered data, 2007). Groups enter as sums over their rows, so a resample
 * costs as many additions as there are groups. The same groups and seed give the same intervals.
 *
 * @param resamples how often the groups are drawn
 * @param seed the only source of randomness
 */
public record ClusterBootstrap(int resamples, long seed) {
  private static final double LOWER = .025;
  private static final double UPPER = .975;

  /**
   * The interval of each figure.
   *
   * @param groups the sums of each group, equally long, in a canonical order
   * @param figures from the sums over all drawn groups to figures; a figure that is no number in a
   *     resample, such as the accuracy of no rows, is left out there
   */
  public Map<String, Interval> intervals(
      Collection<double[]> groups, Function<double[], Map<String, Double>> figures) {
    return stratified(List.of(groups), figures);
  }

  /**
   * Likewise, with as many groups of each stratum in every resample as there are: for figures in
   * which each stratum counts, such as a mean over protocols. A stratum of one group adds no width.
   *
   * @param strata the groups of each stratum, in a canonical order
   */
  public Map<String, Interval> stratified(
      Collection<? extends Collection<double[]>> strata,
      Function<double[], Map<String, Double>> figures) {
    List<double[][]> sums =
        strata.stream()
            .filter(groups -> !groups.isEmpty())
            .map(groups -> groups.toArray(new double[0][]))
            .toList();
    if (sums.isEmpty()) {
      return Map.of();
    }
    Map<String, double[]> drawn = new TreeMap<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (int resample = 0; resample < resamples; resample++) {
      for (Map.Entry<String, Double> figure : figures.apply(draw(sums, random)).entrySet()) {
        drawn.computeIfAbsent(figure.getKey(), name -> undefined())[resample] = figure.getValue();
      }
    }
    Map<String, Interval> intervals = new TreeMap<>();
    figures
        .apply(total(sums))
        .forEach(
            (name, value) ->
                intervals.put(name, interval(value, drawn.getOrDefault(name, undefined()))));
    return intervals;
  }

  private double[] undefined() {
    double[] values = new double[resamples];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static double[] draw(List<double[][]> strata, SplittableRandom random) {
    double[] total = new double[strata.get(0)[0].length];
    for (double[][] sums : strata) {
      for (int i = 0; i < sums.length; i++) {
        add(total, sums[random.nextInt(sums.length)]);
      }
    }
    return total;
  }

  private static double[] total(List<double[][]> strata) {
    double[] total = new double[strata.get(0)[0].length];
    strata.stream().flatMap(Arrays::stream).forEach(group -> add(total, group));
    return total;
  }

  private static void add(double[] total, double[] group) {
    for (int k = 0; k < total.length; k++) {
      total[k] += group[k];
    }
  }

  private static Interval interval(double value, double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(Double::isFinite).sorted().toArray();
    return new Interval(value, quantile(sorted, LOWER), quantile(sorted, UPPER));
  }

  /** Linear between the two nearest values; NaN of nothing. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = share * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
