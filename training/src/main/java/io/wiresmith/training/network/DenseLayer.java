package io.wiresmith.training.network;

/**
 * A linear layer, {@code y = x * weight^T + bias}, batch normalisation folded in.
 *
 * @param inputs width of x
 * @param outputs width of y
 * @param weight row-major {@code [outputs][inputs]}
 * @param bias {@code [outputs]}
 */
public record DenseLayer(int inputs, int outputs, float[] weight, float[] bias) {

  /**
   * Folds a batch normalisation that follows, for inference: {@code gamma * (y - mean) /
   * sqrt(variance + epsilon) + beta} (Ioffe and Szegedy, 2015).
   */
  DenseLayer folded(float[] gamma, float[] beta, float[] mean, float[] variance, float epsilon) {
    float[] foldedWeight = new float[weight.length];
    float[] foldedBias = new float[bias.length];
    for (int o = 0; o < outputs; o++) {
      double scale = gamma[o] / Math.sqrt((double) variance[o] + epsilon);
      foldedBias[o] = (float) ((bias[o] - mean[o]) * scale + beta[o]);
      for (int i = 0; i < inputs; i++) {
        foldedWeight[o * inputs + i] = (float) (weight[o * inputs + i] * scale);
      }
    }
    return new DenseLayer(inputs, outputs, foldedWeight, foldedBias);
  }
}
