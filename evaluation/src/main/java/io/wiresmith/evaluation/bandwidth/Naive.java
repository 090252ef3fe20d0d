package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.List;

/**
 * The forecasts that need no model, after each value of a segment: the last value, mean and
 * harmonic mean of the last five, mean of the window, exponentially weighted means. A step that was
 * not measured changes none of them. Not thread-safe.
 */
final class Naive {
  /** Factors of the weighted means. */
  static final double[] FACTORS = {0.3, 0.5, 0.6, 0.7, 0.8, 0.9};

  /** The names, in the order of {@link #forecasts}. */
  static final List<String> NAMES = names();

  /** The first of the weighted means in {@link #NAMES}. */
  static final int FIRST_EWMA = 4;

  private static final int FEW = 5;
  private static final double LEAST = 1e-9;

  private final double[] window;
  private final double[] means = new double[FACTORS.length];
  private int count;

  /** Of windows of that many steps. */
  Naive(int steps) {
    this.window = new double[steps];
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    names.add("last_value");
    names.add("mean_5");
    names.add("harmonic_mean_5");
    names.add("mean_window");
    for (double factor : FACTORS) {
      names.add("ewma_" + factor);
    }
    return List.copyOf(names);
  }

  /** A value comes. */
  void add(double value) {
    for (int i = 0; i < FACTORS.length; i++) {
      means[i] = count == 0 ? value : FACTORS[i] * value + (1 - FACTORS[i]) * means[i];
    }
    window[count % window.length] = value;
    count++;
  }

  /** Whether anything was measured. */
  boolean known() {
    return count > 0;
  }

  /** The forecasts of the next value. */
  double[] forecasts() {
    double[] all = new double[NAMES.size()];
    all[0] = back(1);
    double sum = 0;
    double inverse = 0;
    int few = Math.min(FEW, count);
    for (int i = 1; i <= few; i++) {
      sum += back(i);
      inverse += 1 / Math.max(LEAST, back(i));
    }
    all[1] = sum / few;
    all[2] = few / inverse;
    double whole = 0;
    int many = Math.min(window.length, count);
    for (int i = 1; i <= many; i++) {
      whole += back(i);
    }
    all[3] = whole / many;
    System.arraycopy(means, 0, all, FIRST_EWMA, means.length);
    return all;
  }

  private double back(int steps) {
    return window[(count - steps) % window.length];
  }
}
