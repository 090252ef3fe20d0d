package io.wiresmith.training.compression;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/**
 * Weights of rows, so that a mistake counts what it costs: {@code offset + min(gap, cap)^exponent},
 * scaled to a mean of 1, where gap is the log of the second best cost over the best.
 *
 * @param exponent 0 for no weights
 * @param offset what even a tie counts
 * @param cap gaps above count as this
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record RowWeights(double exponent, double offset, double cap) {
  /** Every row counts the same. */
  public static final RowWeights EQUAL = new RowWeights(0, 0, 100);

  float[] of(List<Transfer> rows) {
    double[] raw = new double[rows.size()];
    double sum = 0;
    for (int i = 0; i < raw.length; i++) {
      raw[i] = exponent == 0 ? 1 : offset + Math.pow(Math.min(rows.get(i).gap(), cap), exponent);
      sum += raw[i];
    }
    float[] weights = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = sum > 0 ? (float) (raw[i] * raw.length / sum) : 1;
    }
    return weights;
  }
}
