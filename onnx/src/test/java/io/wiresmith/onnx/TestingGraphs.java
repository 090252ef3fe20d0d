package io.wiresmith.onnx;

import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.List;
import java.util.Map;

/** Small graphs for tests. */
public final class TestingGraphs {
  private TestingGraphs() {}

  /** total = a + b for {@code [N,1]} columns; b may be left out and is then 10. */
  public static byte[] sum() {
    GraphBuilder graph = new GraphBuilder("sum");
    String a = graph.input(TensorSpec.column("a", DataType.FP32, "first, in ms"));
    String b =
        graph.input(
            TensorSpec.column("b", DataType.FP32, "second, in ms"),
            Tensor.floats("b", new long[] {1, 1}, 10));
    graph.output(TensorSpec.column("total", DataType.FP32, "a + b"), graph.ops().add(a, b));
    return graph.build(Map.of("model", "sum", "aspect", "test"), "Adds.");
  }

  /** Every type of tensor, each passed through. */
  public static byte[] identity(DataType type) {
    GraphBuilder graph = new GraphBuilder("identity");
    String in = graph.input(TensorSpec.of("in", type, "anything", "N", 2));
    graph.output(TensorSpec.of("out", type, "the same", "N", 2), in);
    return graph.build(Map.of(), "Copies.");
  }

  /** A colour to one-hot, and back to its name: exercises text and most operators. */
  public static byte[] colours() {
    GraphBuilder graph = new GraphBuilder("colours");
    Ops ops = graph.ops();
    List<String> known = List.of("red", "green");
    String colour = graph.input(TensorSpec.column("colour", DataType.BYTES, "a colour"));
    String index = ops.encodeLongs(colour, known, 2);
    String oneHot = ops.reshape(ops.oneHot(index, 3), 0, 3);
    String best = ops.argMax(graph.named("one_hot_colour", oneHot), 1);
    graph.output(
        TensorSpec.of("name", DataType.BYTES, "the name", "N"),
        ops.decodeStrings(best, List.of("red", "green", "other")));
    graph.output(
        TensorSpec.of("one_hot", DataType.FP32, "red, green, other", "N", 3), "one_hot_colour");
    return graph.build(Map.of(), "Names colours.");
  }
}
