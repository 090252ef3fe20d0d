package io.wiresmith.onnx.dense;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;

/**
 * One layer: {@code activation(weights * x + bias)}.
 *
 * @param weights {@code [outputs][inputs]}, batch normalisation folded in
 * @param bias {@code [outputs]}
 * @param activation what follows
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and accessors are written for arrays
public record DenseLayer(float[][] weights, float[] bias, Activation activation) {
  /** Checks and copies. */
  public DenseLayer {
    weights = copy(weights);
    bias = bias.clone();
    int inputs = weights.length == 0 ? 0 : weights[0].length;
    boolean rectangular = Arrays.stream(weights).allMatch(row -> row.length == inputs);
    if (inputs == 0 || !rectangular || bias.length != weights.length) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "A layer has %d rows of %d weights and %d biases; required are equal rows and a bias each."
              .formatted(weights.length, inputs, bias.length));
    }
  }

  @Override
  public float[][] weights() {
    return copy(weights);
  }

  @Override
  public float[] bias() {
    return bias.clone();
  }

  /** Number of inputs. */
  public int inputs() {
    return weights[0].length;
  }

  /** Number of outputs. */
  public int outputs() {
    return weights.length;
  }

  /** The weights row by row. */
  float[] flatWeights() {
    float[] flat = new float[outputs() * inputs()];
    for (int row = 0; row < outputs(); row++) {
      System.arraycopy(weights[row], 0, flat, row * inputs(), inputs());
    }
    return flat;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DenseLayer that
        && Arrays.deepEquals(weights, that.weights)
        && Arrays.equals(bias, that.bias)
        && activation == that.activation;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(weights) + Arrays.hashCode(bias);
  }

  private static float[][] copy(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }
}
