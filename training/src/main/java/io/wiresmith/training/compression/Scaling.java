package io.wiresmith.training.compression;

/**
 * Mean and standard deviation of each numeric input of the networks over the real training rows,
 * missing values left out.
 *
 * @param mean {@code [K]}
 * @param deviation {@code [K]}, 1 where a value never varies
 */
record Scaling(float[] mean, float[] deviation) {
  static Scaling of(float[][] rows) {
    int width = rows[0].length;
    float[] mean = new float[width];
    float[] deviation = new float[width];
    for (int k = 0; k < width; k++) {
      double sum = 0;
      double squares = 0;
      long n = 0;
      for (float[] row : rows) {
        if (!Float.isNaN(row[k])) {
          sum += row[k];
          n++;
        }
      }
      double centre = n == 0 ? 0 : sum / n;
      for (float[] row : rows) {
        if (!Float.isNaN(row[k])) {
          squares += (row[k] - centre) * (row[k] - centre);
        }
      }
      double spread = n == 0 ? 0 : Math.sqrt(squares / n);
      mean[k] = (float) centre;
      deviation[k] = spread < 1e-6 ? 1 : (float) spread;
    }
    return new Scaling(mean, deviation);
  }
}
