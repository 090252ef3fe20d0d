package io.wiresmith.evaluation.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How true confidences are, in bins of equal width (expected calibration error: Guo et al., On
 * calibration of modern neural networks, 2017). Not thread-safe.
 */
public final class Reliability {
  private static final int BINS = 15;

  private final double[][] sums = new double[BINS][3];

  /**
   * One bin of confidence.
   *
   * @param lower least confidence
   * @param upper greatest confidence
   * @param rows rows in it
   * @param confidence mean confidence
   * @param accuracy share of rows that were right
   */
  public record Bin(double lower, double upper, long rows, double confidence, double accuracy) {}

  /** Counts a row. */
  public void add(float confidence, boolean right) {
    double[] bin = sums[Math.max(0, Math.min(BINS - 1, (int) (confidence * BINS)))];
    bin[0]++;
    bin[1] += confidence;
    bin[2] += right ? 1 : 0;
  }

  /** The bins that hold rows, from 0 to 1. */
  public List<Bin> bins() {
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
    return bins;
  }

  /** The expected calibration error; NaN without rows. */
  public double ece() {
    double rows = bins().stream().mapToLong(Bin::rows).sum();
    double gap =
        bins().stream()
            .mapToDouble(bin -> bin.rows() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum();
    return gap / rows;
  }
}
