package io.wiresmith.evaluation.compression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wiresmith.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How true the confidences are, in bins of equal width (expected calibration error: Guo et al., On
 * calibration of modern neural networks, 2017).
 *
 * @param bins from 0 to 1
 * @param logLoss mean of minus the log of the label's probability, in nats
 * @param brier mean squared distance between probabilities and label, 0 to 2
 */
record Calibration(List<Bin> bins, double logLoss, double brier) {
  static final int BINS = 15;

  private static final double LEAST_PROBABILITY = 1e-15;

  /**
   * One bin of confidence.
   *
   * @param lower least confidence
   * @param upper greatest confidence
   * @param rows rows in it
   * @param confidence mean confidence
   * @param accuracy share of right decisions
   */
  record Bin(double lower, double upper, long rows, double confidence, double accuracy) {}

  static Calibration of(JudgedRows rows) {
    Decisions decided = rows.candidate();
    double[][] sums = new double[BINS][3];
    double logLoss = 0;
    double brier = 0;
    for (int row = 0; row < rows.size(); row++) {
      int label = rows.at(row).label();
      float confidence = decided.confidence()[row];
      double[] bin = sums[Math.max(0, Math.min(BINS - 1, (int) (confidence * BINS)))];
      bin[0]++;
      bin[1] += confidence;
      bin[2] += decided.choices().at(row) == label ? 1 : 0;
      logLoss -= Math.log(Math.max(LEAST_PROBABILITY, decided.probabilities()[row][label]));
      brier += distance(decided.probabilities()[row], label);
    }
    return new Calibration(bins(sums), logLoss / rows.size(), brier / rows.size());
  }

  Map<String, Double> figures() {
    double rows = bins.stream().mapToLong(Bin::rows).sum();
    double gap =
        bins.stream()
            .filter(bin -> bin.rows() > 0)
            .mapToDouble(bin -> bin.rows() * Math.abs(bin.accuracy() - bin.confidence()))
            .sum();
    return Map.of("ece", gap / rows, "log_loss", logLoss, "brier", brier);
  }

  /** The bins that hold rows. */
  ArrayNode reliability() {
    return Json.mapper().valueToTree(bins.stream().filter(bin -> bin.rows() > 0).toList());
  }

  private static List<Bin> bins(double[][] sums) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      double[] bin = sums[i];
      bins.add(
          new Bin(
              (double) i / BINS,
              (i + 1.0) / BINS,
              (long) bin[0],
              bin[1] / bin[0],
              bin[2] / bin[0]));
    }
    return bins;
  }

  private static double distance(float[] probabilities, int label) {
    double sum = 0;
    for (int codec = 0; codec < probabilities.length; codec++) {
      double gap = probabilities[codec] - (codec == label ? 1 : 0);
      sum += gap * gap;
    }
    return sum;
  }
}
