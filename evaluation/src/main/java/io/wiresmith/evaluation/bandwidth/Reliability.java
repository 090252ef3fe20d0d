package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.List;

/**
 * How true the confidences are, in bins of equal width (expected calibration error: Guo et al., On
 * calibration of modern neural networks, 2017). Targets of zero throughput do not count.
 *
 * @param bins those that hold rows, from 0 to 1
 */
record Reliability(List<Bin> bins) {
  private static final int BINS = 15;

  /**
   * One bin of confidence.
   *
   * @param lower least confidence
   * @param upper greatest confidence
   * @param rows rows in it
   * @param confidence mean confidence
   * @param accuracy share of hits
   */
  record Bin(double lower, double upper, long rows, double confidence, double accuracy) {}

  static Reliability of(List<ForecastRow> rows) {
    double[][] sums = new double[BINS][3];
    for (ForecastRow row : rows) {
      if (row.actual() > 0) {
        float confidence = row.forecast()[3];
        double[] bin = sums[Math.max(0, Math.min(BINS - 1, (int) (confidence * BINS)))];
        bin[0]++;
        bin[1] += confidence;
        bin[2] += row.hits(row.forecast()[0]) ? 1 : 0;
      }
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      double[] bin = sums[i];
      if (bin[0] > 0) {
        bins.add(
            new Bin(
                (double) i / BINS,
                (i + 1.0) / BINS,
                (long) bin[0],
                bin[1] / bin[0],
                bin[2] / bin[0]));
      }
    }
    return new Reliability(bins);
  }

  double ece() {
    double rows = bins.stream().mapToLong(Bin::rows).sum();
    return bins.stream()
            .mapToDouble(bin -> bin.rows() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum()
        / rows;
  }
}
