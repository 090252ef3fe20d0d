package io.wiresmith.onnx.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxChecker;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DenseNetworkTest {
  @Test
  void computesWhatItsWeightsSay() {
    Random random = new Random(5);
    DenseLayer first = layer(random, 5, 16, Activation.RELU);
    DenseLayer second = layer(random, 16, 3, Activation.SOFTMAX);
    byte[] bytes = model(new DenseNetwork(List.of(first, second)));
    OnnxChecker.check(bytes);
    float[] rows = new float[20 * 5];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    try (OnnxModel model = OnnxModel.load(bytes)) {
      Tensor in = Tensor.floats("in", new long[] {20, 5}, rows);
      float[] out = Objects.requireNonNull(model.run(List.of(in)).get("out")).floats();
      for (int row = 0; row < 20; row++) {
        double[] hidden = sums(first, rows, row * 5);
        float[] relu = new float[hidden.length];
        for (int i = 0; i < relu.length; i++) {
          relu[i] = (float) Math.max(0, hidden[i]);
        }
        double[] sums = sums(second, relu, 0);
        double total = Math.exp(sums[0]) + Math.exp(sums[1]) + Math.exp(sums[2]);
        for (int i = 0; i < 3; i++) {
          assertThat(out[3 * row + i])
              .isCloseTo((float) (Math.exp(sums[i]) / total), Offset.offset(1e-6f));
        }
      }
    }
  }

  @Test
  void refusesLayersThatDoNotFit() {
    Random random = new Random(5);
    DenseLayer layer = layer(random, 2, 3, Activation.NONE);
    assertThatThrownBy(() -> new DenseNetwork(List.of(layer, layer)))
        .hasMessage("Layer 1 takes 2 values, but layer 0 gives 3.");
    assertThatThrownBy(() -> new DenseLayer(new float[2][3], new float[3], Activation.NONE))
        .hasMessageStartingWith("A layer has 2 rows of 3 weights and 3 biases");
  }

  private static byte[] model(DenseNetwork network) {
    GraphBuilder graph = new GraphBuilder("network");
    String in = graph.input(TensorSpec.of("in", DataType.FP32, "features", "N", 5));
    graph.output(
        TensorSpec.of("out", DataType.FP32, "probabilities", "N", 3),
        network.write(graph, "network", in));
    return graph.build(Map.of(), "A network.");
  }

  private static double[] sums(DenseLayer layer, float[] from, int offset) {
    double[] sums = new double[layer.outputs()];
    for (int out = 0; out < sums.length; out++) {
      sums[out] = layer.bias()[out];
      for (int in = 0; in < layer.inputs(); in++) {
        sums[out] += (double) layer.weights()[out][in] * from[offset + in];
      }
    }
    return sums;
  }

  private static DenseLayer layer(Random random, int inputs, int outputs, Activation activation) {
    float[][] weights = new float[outputs][inputs];
    float[] bias = new float[outputs];
    for (int out = 0; out < outputs; out++) {
      bias[out] = (float) random.nextGaussian();
      for (int in = 0; in < inputs; in++) {
        weights[out][in] = (float) random.nextGaussian() / inputs;
      }
    }
    return new DenseLayer(weights, bias, activation);
  }
}
