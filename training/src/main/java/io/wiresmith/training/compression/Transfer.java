package io.wiresmith.training.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.TransferCost;
import java.io.Serializable;

/**
 * One labelled transfer. {@code inputs} may feed the model; all else makes labels only.
 *
 * @param timeNs time of the point
 * @param stream the stream it belongs to
 * @param tags the values of {@code TransferTelemetry.INPUT_TAGS}, empty where missing
 * @param inputs the values of {@code TransferTelemetry.inputFields()}, NaN where missing
 * @param measured what was measured afterwards
 * @param costs the cost of each codec in milliseconds, above 0
 */
record Transfer(
    long timeNs, String stream, String[] tags, double[] inputs, Measured measured, double[] costs) {

  /**
   * What was measured afterwards.
   *
   * @param effectiveMbps bandwidth that was reached
   * @param compressedMb megabytes after compression, by codec
   * @param compressMillis compression time, by codec
   * @param cpuPenalty the factor on compression time
   */
  record Measured(
      double effectiveMbps, double[] compressedMb, double[] compressMillis, double cpuPenalty)
      implements Serializable {
    /** The oracle's costs (models.md): transfer plus penalised compression, in milliseconds. */
    double[] costs() {
      double[] costs = new double[compressedMb.length];
      for (int c = 0; c < costs.length; c++) {
        costs[c] =
            TransferCost.millis(compressedMb[c], effectiveMbps, compressMillis[c], cpuPenalty);
      }
      return costs;
    }
  }

  /** Index of the cheapest codec, ties to the first in the order of {@link Codec}. */
  int label() {
    int best = 0;
    for (int c = 1; c < costs.length; c++) {
      if (costs[c] < costs[best]) {
        best = c;
      }
    }
    return best;
  }

  /** Log cost of each codec over the least cost. */
  float[] regrets() {
    double least = Math.max(TransferCost.LEAST_MILLIS, costs[label()]);
    float[] regrets = new float[costs.length];
    for (int c = 0; c < regrets.length; c++) {
      regrets[c] = (float) Math.log(Math.max(TransferCost.LEAST_MILLIS, costs[c]) / least);
    }
    return regrets;
  }

  /** Log cost of the second best codec over the least cost. */
  double gap() {
    double gap = Double.POSITIVE_INFINITY;
    float[] regrets = regrets();
    int label = label();
    for (int c = 0; c < regrets.length; c++) {
      if (c != label) {
        gap = Math.min(gap, regrets[c]);
      }
    }
    return gap;
  }
}
