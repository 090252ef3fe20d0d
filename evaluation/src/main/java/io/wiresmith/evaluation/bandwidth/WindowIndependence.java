package io.wiresmith.evaluation.bandwidth;

import java.util.List;
import java.util.SplittableRandom;

/** Whether windows of a batch see each other: forecasts together and one by one must agree. */
final class WindowIndependence {
  private static final int ROWS = 16;
  private static final double TOLERANCE = 1e-4;

  private WindowIndependence() {}

  /** Forecasts windows around the levels of some rows. */
  static List<String> leaks(ForecastSession session, List<ForecastRow> rows, int steps) {
    SplittableRandom random = new SplittableRandom(1);
    float[] windows = new float[ROWS * steps];
    for (int i = 0; i < windows.length; i++) {
      double level = rows.isEmpty() ? 10 : rows.get(i / steps * rows.size() / ROWS).actual();
      windows[i] = (float) (level * (0.5 + random.nextDouble()));
    }
    float[] together = session.forecast(ROWS, steps, windows)[0];
    for (int row = 0; row < ROWS; row++) {
      float[] one = java.util.Arrays.copyOfRange(windows, row * steps, (row + 1) * steps);
      float alone = session.forecast(1, steps, one)[0][0];
      if (!(Math.abs(alone - together[row]) <= TOLERANCE * (1 + Math.abs(alone)))) {
        return List.of("Windows of a batch are forecast differently alone: they see each other.");
      }
    }
    return List.of();
  }
}
