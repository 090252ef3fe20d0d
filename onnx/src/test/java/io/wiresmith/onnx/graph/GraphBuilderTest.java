package io.wiresmith.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxChecker;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.TestingGraphs;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphBuilderTest {
  @Test
  void writesWhatTheOfficialCheckerPasses() {
    OnnxChecker.check(TestingGraphs.sum());
    OnnxChecker.check(TestingGraphs.colours());
    for (DataType type : DataType.values()) {
      OnnxChecker.check(TestingGraphs.identity(type));
    }
  }

  @Test
  void writesTheSameBytesAgain() {
    assertThat(TestingGraphs.colours()).isEqualTo(TestingGraphs.colours());
  }

  @Test
  void refusesToReadWhatDoesNotExist() {
    GraphBuilder graph = new GraphBuilder("g");
    assertThatThrownBy(() -> graph.ops().add("a", "b"))
        .hasMessage("Node Add of graph g reads 'a', which does not exist yet; add it first.");
  }

  @Test
  void refusesANameTwice() {
    GraphBuilder graph = new GraphBuilder("g");
    graph.input(TensorSpec.column("a", DataType.FP32, ""));
    assertThatThrownBy(() -> graph.input(TensorSpec.column("a", DataType.FP32, "")))
        .hasMessage("Graph g has the value 'a' already.");
    assertThatThrownBy(() -> graph.named("b", "a"))
        .hasMessage("'a' of graph g is no node's value: it cannot become 'b'.");
  }

  @Test
  void storesEqualConstantsOnce() {
    Ops ops = new GraphBuilder("g").ops();
    assertThat(ops.scalar(1f)).isEqualTo(ops.scalar(1f)).isNotEqualTo(ops.scalar(2f));
    assertThat(List.of(ops.longs(1), ops.scalar(1L))).doesNotHaveDuplicates();
  }

  @Test
  void aLoopSeesConstantsAndItsOwnValuesAlone() {
    GraphBuilder graph = new GraphBuilder("g");
    String sequence = graph.input(TensorSpec.of("x", DataType.FP32, "", "L", "N"));
    String initial = graph.ops().squeeze(graph.ops().slice(sequence, 0, 0, 1), 0);
    ScanLoop loop = new ScanLoop(graph, "sum", ScanLoop.Direction.FORWARD);
    TensorSpec row = TensorSpec.of("row", DataType.FP32, "", "N");
    String state = loop.state(row, initial);
    String each = loop.each(row, sequence);

    assertThatThrownBy(() -> loop.body().ops().neg(initial))
        .hasMessageContaining("of graph sum reads '" + initial + "', which does not exist yet");
    assertThatThrownBy(() -> loop.state(row, initial))
        .hasMessage("The states of a loop come before its sequences.");
    assertThatThrownBy(loop::close).hasMessageEndingWith("has no value after the step.");

    String half = loop.body().ops().mul(state, loop.body().ops().scalar(0.5f));
    loop.next(state, loop.body().ops().add(half, each));
    graph.output(TensorSpec.of("y", DataType.FP32, "", "N"), loop.close().get(0));
    byte[] bytes = graph.build(java.util.Map.of(), "A sum.");
    OnnxChecker.check(bytes);
    try (OnnxModel model = OnnxModel.load(bytes)) {
      Tensor x = Tensor.floats("x", new long[] {3, 1}, 8, 4, 2);
      assertThat(model.run(List.of(x)).get("y")).isEqualTo(Tensor.floats("y", new long[] {1}, 7));
    }
  }
}
