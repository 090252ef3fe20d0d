package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.bandwidth.ForecastHit;
import java.util.Map;

/** Sums of the errors of one forecast. Not thread-safe. */
final class Errors {
  private long rows;
  private long positive;
  private long hits;
  private double absolute;
  private double squared;

  /** Adds a forecast and what came. */
  void add(double value, double actual) {
    double error = value - actual;
    rows++;
    positive += actual > 0 ? 1 : 0;
    hits += ForecastHit.within20(value, actual) ? 1 : 0;
    absolute += Math.abs(error);
    squared += error * error;
  }

  /** The share of hits among targets above zero. */
  double within() {
    return (double) hits / positive;
  }

  /** The mean absolute error. */
  double mae() {
    return absolute / rows;
  }

  /** {@code within_20}, {@code mae} and {@code rmse}; NaN of nothing. */
  Map<String, Double> figures() {
    return Map.of("within_20", within(), "mae", mae(), "rmse", Math.sqrt(squared / rows));
  }
}
