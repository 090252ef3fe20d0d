package io.wiresmith.evaluation.compression;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.statistics.Reliability;
import java.util.Map;

/**
 * How true the confidences and probabilities are.
 *
 * @param confidences of the decisions
 * @param logLoss mean of minus the log of the label's probability, in nats
 * @param brier mean squared distance between probabilities and label, 0 to 2
 */
record Calibration(Reliability confidences, double logLoss, double brier) {
  private static final double LEAST_PROBABILITY = 1e-15;

  static Calibration of(JudgedRows rows) {
    Decisions decided = rows.candidate();
    Reliability confidences = new Reliability();
    double logLoss = 0;
    double brier = 0;
    for (int row = 0; row < rows.size(); row++) {
      int label = rows.at(row).label();
      confidences.add(decided.confidence()[row], decided.choices().at(row) == label);
      logLoss -= Math.log(Math.max(LEAST_PROBABILITY, decided.probabilities()[row][label]));
      brier += distance(decided.probabilities()[row], label);
    }
    return new Calibration(confidences, logLoss / rows.size(), brier / rows.size());
  }

  Map<String, Double> figures() {
    return Map.of("ece", confidences.ece(), "log_loss", logLoss, "brier", brier);
  }

  /** The bins that hold rows. */
  ArrayNode reliability() {
    return Json.mapper().valueToTree(confidences.bins());
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
