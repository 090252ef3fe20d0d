package io.wiresmith.core.bandwidth;

/**
 * What tells the two kinds of networks apart; whatever is NaN, infinite or negative is unknown.
 *
 * @param rttMs round-trip time, milliseconds
 * @param jitterMs its jitter, milliseconds
 * @param variation the coefficient of variation of the throughput of late
 */
public record LinkMeasures(double rttMs, double jitterMs, double variation) {
  /** Nothing is known. */
  public static final LinkMeasures UNKNOWN = new LinkMeasures(Double.NaN, Double.NaN, Double.NaN);

  private static final double MIDDLE_RTT_MS = 5;
  private static final double MIDDLE_JITTER_MS = 1;
  private static final double MIDDLE_VARIATION = .3;
  private static final double WEIGHT_RTT = 3;
  private static final double WEIGHT_JITTER = 1;
  private static final double WEIGHT_VARIATION = 1;
  private static final int RECENT_STEPS = 30;
  private static final int FEWEST_STEPS = 5;

  /**
   * Where between a datacenter (0) and the internet (1) the link is: the weighted mean of {@code
   * x^2 / (x^2 + middle^2)} over what is known. It rises with each measure. NaN where nothing is
   * known.
   */
  public double score() {
    double sum = 0;
    double weights = 0;
    double[] values = {rttMs, jitterMs, variation};
    double[] middles = {MIDDLE_RTT_MS, MIDDLE_JITTER_MS, MIDDLE_VARIATION};
    double[] each = {WEIGHT_RTT, WEIGHT_JITTER, WEIGHT_VARIATION};
    for (int i = 0; i < values.length; i++) {
      if (isMeasured(values[i])) {
        sum += each[i] * share(values[i] / middles[i]);
        weights += each[i];
      }
    }
    return weights == 0 ? Double.NaN : sum / weights;
  }

  /** Written so that no value is too large to be squared. */
  private static double share(double ratio) {
    return ratio <= 1 ? ratio * ratio / (1 + ratio * ratio) : 1 / (1 + 1 / ratio / ratio);
  }

  /**
   * Standard deviation over mean of the last 30 steps of a history, as far as they were measured;
   * NaN where fewer than 5 were, or all of them are 0.
   *
   * @param from index of the oldest value
   * @param until index behind the latest
   */
  public static double variation(float[] mbps, int from, int until) {
    double sum = 0;
    int count = 0;
    int first = Math.max(from, until - RECENT_STEPS);
    for (int i = first; i < until; i++) {
      if (isMeasured(mbps[i])) {
        sum += mbps[i];
        count++;
      }
    }
    double mean = sum / count;
    if (count < FEWEST_STEPS || mean == 0) {
      return Double.NaN;
    }
    double squares = 0;
    for (int i = first; i < until; i++) {
      if (isMeasured(mbps[i])) {
        squares += (mbps[i] - mean) * (mbps[i] - mean);
      }
    }
    return Math.sqrt(squares / count) / mean;
  }

  private static boolean isMeasured(double value) {
    return value >= 0 && value < Double.POSITIVE_INFINITY;
  }
}
