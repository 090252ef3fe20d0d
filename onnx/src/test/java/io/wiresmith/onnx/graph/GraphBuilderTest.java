package io.wiresmith.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxChecker;
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
}
