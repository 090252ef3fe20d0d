package io.wiresmith.evaluation.bandwidth;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * A linear forecast of each source, to compare with: the next value over the window's mean is a sum
 * of the weighted values over that mean ({@link LinearSums}). Weights come from links that the
 * training has seen; of a source it has seen none of, from one half of the judged links for the
 * other half. Never below zero.
 */
final class LinearForecast implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String SEEN = "";

  private final TreeMap<String, double[]> weights = new TreeMap<>();
  private final int steps;

  /**
   * Solves the equations.
   *
   * @param seen by source, of the links that the training has seen
   * @param judged by {@link #half} of a link, of the links that are judged
   */
  LinearForecast(int steps, Map<String, long[]> seen, Map<String, long[]> judged) {
    this.steps = steps;
    seen.forEach((source, sums) -> weights.put(SEEN + source, LinearSums.weights(sums, steps)));
    judged.forEach((half, sums) -> weights.put(half, LinearSums.weights(sums, steps)));
  }

  /** The name of the half of a source that a link belongs to. */
  static String half(String source, String link) {
    return source + '\n' + parity(link);
  }

  private static String other(String source, String link) {
    return source + '\n' + (1 - parity(link));
  }

  private static long parity(String link) {
    CRC32 digest = new CRC32();
    digest.update(link.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return digest.getValue() & 1;
  }

  /** The weights for a link, which it was not fitted on unless the training has seen it. */
  double[] weights(String source, String link) {
    double[] fitted = weights.get(SEEN + source);
    double[] found = fitted != null ? fitted : weights.get(other(source, link));
    return found != null ? found : new double[steps + 1];
  }

  /** The forecast after a window by weights of the same length and one. */
  static double of(double[] weights, float[] window) {
    double mean = LinearSums.mean(window);
    if (!(mean > 0)) {
      return 0;
    }
    double sum = weights[window.length];
    for (int i = 0; i < window.length; i++) {
      sum += weights[i] * LinearSums.relative(window[i], mean);
    }
    return Math.max(0, mean * (1 + sum));
  }
}
