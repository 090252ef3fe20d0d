package io.wiresmith.evaluation.bandwidth;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Figures of every forecast that the model is compared with. */
final class BaselineFigures {
  /** The best naive forecast of each source. */
  static final String BEST_NAIVE = "best_naive";

  /** The exponentially weighted mean whose factor has most hits, of each source. */
  static final String BEST_EWMA = "best_ewma";

  static final String LINEAR = "linear";

  private BaselineFigures() {}

  /** Name to {@code within_20}, {@code mae} and {@code rmse}. */
  static Map<String, Map<String, Double>> of(List<ForecastRow> rows, Tuned tuned) {
    Map<String, Errors> errors = new TreeMap<>();
    for (ForecastRow row : rows) {
      for (int i = 0; i < Naive.NAMES.size(); i++) {
        add(errors, Naive.NAMES.get(i), row.naive()[i], row);
      }
      add(errors, BEST_NAIVE, row.naive()[tuned.method(row.source())], row);
      int ewma = tuned.ewma().getOrDefault(row.source(), Naive.FIRST_EWMA);
      add(errors, BEST_EWMA, row.naive()[ewma], row);
      add(errors, LINEAR, row.linear(), row);
    }
    Map<String, Map<String, Double>> figures = new TreeMap<>();
    errors.forEach((name, sum) -> figures.put(name, sum.figures()));
    return figures;
  }

  private static void add(Map<String, Errors> errors, String name, double value, ForecastRow row) {
    errors.computeIfAbsent(name, n -> new Errors()).add(value, row.actual());
  }
}
