package io.wiresmith.onnx.lstm;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.Arrays;
import java.util.List;

/**
 * Two LSTM layers over sequences of several lengths, one of which reads each sequence from its last
 * step to its first (Graves and Schmidhuber, 2005). Both begin with a zero state.
 *
 * @param forward reads from the first step
 * @param backward reads from the last step; of the same sizes
 */
public record BidirectionalLstm(LstmLayer forward, LstmLayer backward) {
  private static final int GATES = 4;

  /** Checks the sizes. */
  public BidirectionalLstm {
    if (forward.inputs() != backward.inputs() || forward.units() != backward.units()) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "The forward layer has %d inputs and %d units, the backward one %d and %d; both must be equal."
              .formatted(forward.inputs(), forward.units(), backward.inputs(), backward.units()));
    }
  }

  /**
   * Adds the layers.
   *
   * @param name prefix of the weights' names
   * @param sequence a float value {@code [L, N, inputs]}; what lies past an end does not matter
   * @param lengths INT64 {@code [N]}, each 0 to L
   * @return the float value {@code [L, N, 2 units]}, forward first; what it holds past an end is
   *     not defined
   */
  public String write(GraphBuilder graph, String name, String sequence, String lengths) {
    Ops ops = graph.ops();
    int units = forward.units();
    long gates = (long) GATES * units;
    String w =
        both(
            graph,
            name + "_W",
            forward.inputGates(),
            backward.inputGates(),
            gates,
            forward.inputs());
    String r = both(graph, name + "_R", forward.stateGates(), backward.stateGates(), gates, units);
    String b = both(graph, name + "_B", forward.biases(), backward.biases());
    // A length of 0 is none for every runtime; what a step says past the end is not read.
    String steps = ops.cast(ops.max(lengths, ops.scalar(1L)), DataType.INT32);
    String out =
        graph.node(
            "LSTM",
            List.of(sequence, w, r, b, steps),
            Attribute.text("direction", "bidirectional"),
            Attribute.integer("hidden_size", units));
    return ops.reshape(ops.transpose(out, 0, 2, 1, 3), 0, 0, 2L * units);
  }

  private static String both(
      GraphBuilder graph, String name, float[] forward, float[] backward, long... shape) {
    float[] all = Arrays.copyOf(forward, 2 * forward.length);
    System.arraycopy(backward, 0, all, forward.length, forward.length);
    long[] dims =
        shape.length == 0 ? new long[] {2, forward.length} : new long[] {2, shape[0], shape[1]};
    return graph.constant(Tensor.floats(name, dims, all));
  }
}
