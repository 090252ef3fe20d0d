package io.wiresmith.evaluation.bandwidth;

/**
 * The normal equations of a linear forecast, summed over windows: values of the window and the next
 * one, each over the mean of what was measured in the window, less one; 0 where a step was not
 * measured. Numbers are held to the 4,096th and between -1 and 9, so that the sums are whole and
 * the same in whatever order windows come.
 */
final class LinearSums {
  private static final int UNIT = 4096;
  private static final int MOST = 9 * UNIT;

  /** Pull of each weight to zero, as a share of the windows: neighbouring steps are alike. */
  private static final double RIDGE = 1e-3;

  /** The same as a number of windows, for sources that have few. */
  private static final double FEW = 10;

  private LinearSums() {}

  /** Of windows of that many steps; the last but two is the intercept, the last counts windows. */
  static long[] none(int steps) {
    int columns = steps + 2;
    return new long[columns * (columns + 1) / 2];
  }

  /** Adds a window with what came; one without any throughput says nothing. */
  static void add(long[] sums, float[] window, double actual) {
    double mean = mean(window);
    if (!(mean > 0)) {
      return;
    }
    int steps = window.length;
    int[] columns = new int[steps + 2];
    for (int i = 0; i < steps; i++) {
      columns[i] = whole(window[i], mean);
    }
    columns[steps] = UNIT;
    columns[steps + 1] = whole(actual, mean);
    int at = 0;
    for (int i = 0; i < columns.length; i++) {
      int one = columns[i];
      for (int j = 0; j <= i; j++) {
        sums[at++] += (long) one * columns[j];
      }
    }
  }

  private static int whole(double value, double mean) {
    return Double.isNaN(value)
        ? 0
        : (int) Math.rint(Math.min(MOST, Math.max(-UNIT, UNIT * (value / mean - 1))));
  }

  /** The mean of what was measured; 0 where nothing was. */
  static double mean(float[] window) {
    double sum = 0;
    int count = 0;
    for (float value : window) {
      if (!Float.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  /** The value over the mean less one, as it was fitted. */
  static double relative(double value, double mean) {
    return (double) whole(value, mean) / UNIT;
  }

  /** How many windows were added. */
  static long windows(long[] sums, int steps) {
    return sums[at(steps, steps)] / UNIT / UNIT;
  }

  private static int at(int row, int column) {
    return row * (row + 1) / 2 + column;
  }

  /**
   * The weights of the steps, oldest first, and the intercept last: least squares with a ridge, by
   * Cholesky's decomposition. Without windows all are 0, which forecasts the mean of the window.
   */
  static double[] weights(long[] sums, int steps) {
    double scale = (double) UNIT * UNIT;
    double pull = RIDGE * windows(sums, steps) + FEW;
    int size = steps + 1;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double value = sums[at(i, j)] / scale + (i == j ? pull : 0);
        for (int k = 0; k < j; k++) {
          value -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(value) : value / lower[j][j];
      }
    }
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      double value = sums[at(size, i)] / scale;
      for (int k = 0; k < i; k++) {
        value -= lower[i][k] * weights[k];
      }
      weights[i] = value / lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double value = weights[i];
      for (int k = i + 1; k < size; k++) {
        value -= lower[k][i] * weights[k];
      }
      weights[i] = value / lower[i][i];
    }
    return weights;
  }
}
