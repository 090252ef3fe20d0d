package io.wiresmith.evaluation.compression;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every metric of the decisions by its name; formulas in {@code docs/reference/metrics.md}. */
final class TransferMetrics {
  private TransferMetrics() {}

  static Map<String, Double> of(JudgedRows rows, Baselines baselines) {
    Choices decided = rows.candidate().choices();
    Map<String, Double> metrics =
        new LinkedHashMap<>(Tally.allFigures(Tally.of(rows, decided, rows.all())));
    metrics.put("gain_oracle", baseline(baselines, "oracle", "gain"));
    metrics.put("regret_production", baseline(baselines, "production", "regret"));
    metrics.put("gain_over_production", gainOverProduction(rows, decided));
    metrics.putAll(Calibration.of(rows).figures());
    for (int percent : new int[] {2, 5, 10}) {
      metrics.put("accuracy_margin_" + percent, accuracyFromMargin(rows, decided, percent));
    }
    Map<String, Double> floor = Tally.figures(Tally.of(rows, rows.informed(), rows.all()));
    metrics.put("noise_floor_accuracy", floor.getOrDefault("accuracy", Double.NaN));
    metrics.put("noise_floor_regret", floor.getOrDefault("regret", Double.NaN));
    metrics.put("rows", (double) rows.size());
    return metrics;
  }

  private static double baseline(Baselines baselines, String name, String metric) {
    return baselines.figures().getOrDefault(name, Map.of()).getOrDefault(metric, Double.NaN);
  }

  /** Over the rows whose production codec is known. */
  private static double gainOverProduction(JudgedRows rows, Choices decided) {
    double sum = 0;
    int known = 0;
    for (int row = 0; row < rows.size(); row++) {
      JudgedRow judged = rows.at(row);
      if (judged.production() != Choices.UNKNOWN) {
        sum += judged.logCost(judged.production()) - judged.logCost(decided.at(row));
        known++;
      }
    }
    return Math.expm1(sum / known);
  }

  private static double accuracyFromMargin(JudgedRows rows, Choices decided, int percent) {
    int[] clear = rows.where(row -> rows.at(row).margin() >= percent / 100.0);
    return Tally.figures(Tally.of(rows, decided, clear)).getOrDefault("accuracy", Double.NaN);
  }
}
