package io.wiresmith.onnx.dense;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.List;

/**
 * A feed-forward network.
 *
 * @param layers from the input to the output; each takes what the one before gives
 */
public record DenseNetwork(List<DenseLayer> layers) {
  /** Checks and copies. */
  public DenseNetwork {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new WiresmithException(ErrorCode.INTERNAL, "A network needs at least one layer.");
    }
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i).inputs() != layers.get(i - 1).outputs()) {
        throw new WiresmithException(
            ErrorCode.INTERNAL,
            "Layer %d takes %d values, but layer %d gives %d."
                .formatted(i, layers.get(i).inputs(), i - 1, layers.get(i - 1).outputs()));
      }
    }
  }

  /**
   * Adds the layers to a graph.
   *
   * @param name prefix of the weights' names, such as {@code network}
   * @param input a float value {@code [N, inputs]}
   * @return the float value {@code [N, outputs]} of the last layer
   */
  public String write(GraphBuilder graph, String name, String input) {
    String value = input;
    for (int i = 0; i < layers.size(); i++) {
      value = write(graph, name + "_layer_" + (i + 1), layers.get(i), value);
    }
    return value;
  }

  private static String write(GraphBuilder graph, String name, DenseLayer layer, String input) {
    Ops ops = graph.ops();
    String weights =
        graph.constant(
            Tensor.floats(
                name + "_weights",
                new long[] {layer.outputs(), layer.inputs()},
                layer.flatWeights()));
    String bias =
        graph.constant(Tensor.floats(name + "_bias", new long[] {layer.outputs()}, layer.bias()));
    String sum = graph.named(name + "_sum", ops.gemm(input, weights, bias));
    return switch (layer.activation()) {
      case NONE -> sum;
      case RELU -> graph.named(name + "_relu", ops.relu(sum));
      case SOFTMAX -> graph.named(name + "_softmax", ops.softmax(sum, 1));
    };
  }
}
