package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over targets from which every figure follows: of the model, of the champion and of the best
 * naive forecast. Sums of disjoint parts may be added, which is what the bootstrap does.
 */
final class Sums {
  private static final int ROWS = 0;
  private static final int POSITIVE = 1;
  private static final int COVERED = 2;
  private static final int PINBALL_LOW = 3;
  private static final int PINBALL_HIGH = 4;
  private static final int METHODS = 5;
  private static final int PER_METHOD = 3;

  static final int MODEL = 0;
  static final int NAIVE = 1;
  static final int CHAMPION = 2;

  private static final int SIZE = METHODS + 3 * PER_METHOD;

  /** Steps of a link that the bootstrap draws together. */
  private static final long BLOCK = 100;

  private Sums() {}

  static double[] none() {
    return new double[SIZE];
  }

  /** Adds a target. */
  static void add(double[] sums, ForecastRow row, int bestNaive) {
    sums[ROWS]++;
    sums[POSITIVE] += row.actual() > 0 ? 1 : 0;
    float lower = row.forecast()[1];
    float upper = row.forecast()[2];
    sums[COVERED] += row.actual() >= lower && row.actual() <= upper ? 1 : 0;
    sums[PINBALL_LOW] += pinball(row.actual() - lower, 0.1);
    sums[PINBALL_HIGH] += pinball(row.actual() - upper, 0.9);
    method(sums, MODEL, row, row.forecast()[0]);
    method(sums, NAIVE, row, row.naive()[bestNaive]);
    method(sums, CHAMPION, row, row.champion());
  }

  private static void method(double[] sums, int method, ForecastRow row, double value) {
    int at = METHODS + method * PER_METHOD;
    double error = value - row.actual();
    sums[at] += row.hits(value) ? 1 : 0;
    sums[at + 1] += Math.abs(error);
    sums[at + 2] += error * error;
  }

  private static double pinball(double over, double level) {
    return over >= 0 ? level * over : (level - 1) * over;
  }

  /** The sums of blocks of neighbouring targets, in a canonical order. */
  static Collection<double[]> blocks(List<ForecastRow> rows, Tuned tuned) {
    Map<String, double[]> blocks = new TreeMap<>();
    for (ForecastRow row : rows) {
      String block =
          row.source()
              + '\n'
              + row.link()
              + '\n'
              + row.position() / BLOCK
              + '\n'
              + Math.floorDiv(row.timeNs(), 86_400_000_000_000L);
      add(blocks.computeIfAbsent(block, name -> none()), row, tuned.method(row.source()));
    }
    return new ArrayList<>(blocks.values());
  }

  static double within(double[] sums, int method) {
    return sums[METHODS + method * PER_METHOD] / sums[POSITIVE];
  }

  static double mae(double[] sums, int method) {
    return sums[METHODS + method * PER_METHOD + 1] / sums[ROWS];
  }

  static double rmse(double[] sums, int method) {
    return Math.sqrt(sums[METHODS + method * PER_METHOD + 2] / sums[ROWS]);
  }

  /** The figures of the model, those beside the best naive forecast included. */
  static Map<String, Double> figures(double[] sums) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("within_20", within(sums, MODEL));
    figures.put("naive_advantage", within(sums, MODEL) - within(sums, NAIVE));
    figures.put("mae", mae(sums, MODEL));
    figures.put("mae_over_naive", mae(sums, MODEL) / mae(sums, NAIVE));
    figures.put("rmse", rmse(sums, MODEL));
    figures.put("coverage_80", sums[COVERED] / sums[ROWS]);
    figures.put("pinball_10", sums[PINBALL_LOW] / sums[ROWS]);
    figures.put("pinball_90", sums[PINBALL_HIGH] / sums[ROWS]);
    return figures;
  }

  /** The model less the champion, positive is better. */
  static Map<String, Double> advantage(double[] sums) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("within_20", within(sums, MODEL) - within(sums, CHAMPION));
    figures.put("mae_ratio", 1 - mae(sums, MODEL) / mae(sums, CHAMPION));
    return figures;
  }
}
