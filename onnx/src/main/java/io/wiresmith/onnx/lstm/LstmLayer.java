package io.wiresmith.onnx.lstm;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * One unidirectional LSTM layer (Hochreiter and Schmidhuber, 1997) that begins with a zero state.
 * The arrays are in PyTorch's order of gates, i f g o; the node wants i o f c.
 *
 * @param inputs inputs of a step
 * @param units hidden units
 * @param inputWeights {@code [4 units, inputs]}
 * @param stateWeights {@code [4 units, units]}
 * @param bias {@code [4 units]}, that of inputs and state together
 */
public record LstmLayer(
    int inputs, int units, float[] inputWeights, float[] stateWeights, float[] bias) {
  private static final int GATES = 4;

  /** Where the node's gates i o f c stand in PyTorch's order. */
  private static final int[] ORDER = {0, 3, 1, 2};

  /** Checks the sizes. */
  public LstmLayer {
    if (inputWeights.length != GATES * units * inputs
        || stateWeights.length != GATES * units * units
        || bias.length != GATES * units) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "An LSTM layer of %d inputs and %d units has %d, %d and %d weights."
              .formatted(inputs, units, inputWeights.length, stateWeights.length, bias.length));
    }
  }

  /**
   * Adds the layer.
   *
   * @param name prefix of the weights' names
   * @param sequence a float value {@code [T, N, inputs]}
   * @return the float value {@code [T, N, units]} of all steps
   */
  public String writeAll(GraphBuilder graph, String name, String sequence) {
    return graph.ops().squeeze(node(graph, name, sequence, 1).get(0), 1);
  }

  /** The same, but {@code [N, units]} of the last step alone. */
  public String writeLast(GraphBuilder graph, String name, String sequence) {
    return graph.ops().squeeze(node(graph, name, sequence, 2).get(1), 0);
  }

  private List<String> node(GraphBuilder graph, String name, String sequence, int outputs) {
    String w = constant(graph, name + "_W", inputGates(), inputs);
    String r = constant(graph, name + "_R", stateGates(), units);
    float[] both = biases();
    String b = graph.constant(Tensor.floats(name + "_B", new long[] {1, both.length}, both));
    return graph.nodes(
        "", "LSTM", List.of(sequence, w, r, b), outputs, Attribute.integer("hidden_size", units));
  }

  private String constant(GraphBuilder graph, String name, float[] values, int columns) {
    long[] shape = {1, (long) GATES * units, columns};
    return graph.constant(Tensor.floats(name, shape, values));
  }

  /** Input weights in the node's order, {@code [4 units, inputs]}. */
  float[] inputGates() {
    return gates(inputWeights, inputs);
  }

  /** State weights in the node's order, {@code [4 units, units]}. */
  float[] stateGates() {
    return gates(stateWeights, units);
  }

  /** Biases in the node's order, those of the state 0, {@code [8 units]}. */
  float[] biases() {
    return Arrays.copyOf(gates(bias, 1), 2 * GATES * units);
  }

  private float[] gates(float[] values, int columns) {
    float[] ordered = new float[values.length];
    int block = units * columns;
    for (int gate = 0; gate < GATES; gate++) {
      System.arraycopy(values, ORDER[gate] * block, ordered, gate * block, block);
    }
    return ordered;
  }
}
