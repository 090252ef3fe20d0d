package io.wiresmith.training.network;

import io.wiresmith.onnx.dense.Activation;
import io.wiresmith.onnx.dense.DenseLayer;
import io.wiresmith.onnx.dense.DenseNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A trained network as plain layers, batch normalisation folded into the linear layers. */
final class FoldedLayers {
  private FoldedLayers() {}

  static DenseNetwork of(NetworkState state) {
    List<DenseLayer> layers = new ArrayList<>();
    List<float[]> p = state.parameters();
    int at = 0;
    int width = state.width();
    for (int units : state.settings().hidden()) {
      float[] scale = new float[units];
      Arrays.fill(scale, 1);
      float[] bias = p.get(at + 1);
      int next = at + 2;
      if (state.settings().batchNorm()) {
        scale = scale(p.get(next), p.get(next + 3));
        bias = bias(bias, scale, p.get(next + 1), p.get(next + 2));
        next += 4;
      }
      layers.add(new DenseLayer(weights(p.get(at), width, scale), bias, Activation.RELU));
      at = next;
      width = units;
    }
    float[] ones = new float[state.classes()];
    Arrays.fill(ones, 1);
    layers.add(new DenseLayer(weights(p.get(at), width, ones), p.get(at + 1), Activation.SOFTMAX));
    return new DenseNetwork(layers);
  }

  /** {@code gamma / sqrt(variance + epsilon)} (Ioffe and Szegedy, 2015). */
  private static float[] scale(float[] gamma, float[] variance) {
    float[] scale = new float[gamma.length];
    for (int o = 0; o < scale.length; o++) {
      scale[o] = (float) (gamma[o] / Math.sqrt((double) variance[o] + DenseBlock.EPSILON));
    }
    return scale;
  }

  private static float[] bias(float[] bias, float[] scale, float[] beta, float[] mean) {
    float[] folded = new float[bias.length];
    for (int o = 0; o < folded.length; o++) {
      folded[o] = (float) (((double) bias[o] - mean[o]) * scale[o] + beta[o]);
    }
    return folded;
  }

  private static float[][] weights(float[] flat, int inputs, float[] scale) {
    float[][] rows = new float[scale.length][inputs];
    for (int o = 0; o < rows.length; o++) {
      for (int i = 0; i < inputs; i++) {
        rows[o][i] = flat[o * inputs + i] * scale[o];
      }
    }
    return rows;
  }
}
