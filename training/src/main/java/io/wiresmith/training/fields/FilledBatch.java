package io.wiresmith.training.fields;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.List;

/**
 * At least one message of at least one byte, whatever is asked: an LSTM of ONNX Runtime fails for
 * no bytes, and ends the process for no messages. What is added is empty, and is taken away again.
 *
 * @param asked bytes as they come, UINT8 {@code [N, L]}
 */
record FilledBatch(GraphBuilder graph, String asked) {
  /** The bytes, INT64 {@code [max(N, 1), max(L, 1)]}. */
  String bytes() {
    Ops ops = graph.ops();
    String added = ops.concat(0, List.of(ops.longs(0, 0), missing(0), missing(1)));
    return graph.node("Pad", List.of(ops.cast(asked, DataType.INT64), added));
  }

  /** Lengths of 0 to L, none may reach behind its message: INT64 {@code [max(N, 1)]}. */
  String lengths(String lengths) {
    Ops ops = graph.ops();
    String within = ops.max(ops.min(lengths, ops.size(asked, 1)), ops.scalar(0L));
    return graph.node("Pad", List.of(within, ops.concat(0, List.of(ops.longs(0), missing(0)))));
  }

  /** What was asked for of {@code [max(N, 1), max(L, 1)]}: {@code [N, L]}. */
  String asked(String value) {
    Ops ops = graph.ops();
    String shape = graph.node("Shape", List.of(asked));
    return graph.node("Slice", List.of(value, ops.longs(0, 0), shape, ops.longs(0, 1)));
  }

  /** 1 where an axis is empty, else 0: INT64 {@code [1]}. */
  private String missing(int axis) {
    Ops ops = graph.ops();
    String one = ops.longs(1);
    return ops.sub(one, ops.min(ops.unsqueeze(ops.size(asked, axis), 0), one));
  }
}
