package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxModelTest {
  @Test
  void runsNamedTensorsInAnyOrder() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      Map<String, Tensor> out =
          model.run(List.of(Tensor.column("b", 1, 2, 3), Tensor.column("a", 10, 20, Float.NaN)));
      assertThat(out)
          .containsExactly(Map.entry("total", Tensor.column("total", 11, 22, Float.NaN)));
    }
  }

  @Test
  void fillsInAnOptionalInputForEveryRow() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      assertThat(model.run(List.of(Tensor.column("a", 1, 2))))
          .containsEntry("total", Tensor.column("total", 11, 12));
      assertThat(model.isOptional("b")).isTrue();
      assertThat(model.isOptional("a")).isFalse();
    }
  }

  @Test
  void tellsItsInputsOutputsAndMetadata() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      assertThat(model.inputs())
          .containsExactly(
              TensorSpec.column("a", DataType.FP32, "first, in ms"),
              TensorSpec.column("b", DataType.FP32, "second, in ms"));
      assertThat(model.outputs()).extracting(TensorSpec::describe).containsExactly("FP32 [N,1]");
      assertThat(model.outputs().get(0).shape()).containsExactly(-1, 1);
      assertThat(model.metadata())
          .containsExactly(Map.entry("aspect", "test"), Map.entry("model", "sum"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesEveryTypeOfTensor(DataType type) {
    long[] shape = {2, 2};
    Object data =
        switch (type) {
          case FP32 -> new float[] {1, Float.NaN, Float.NEGATIVE_INFINITY, -0f};
          case FP64 -> new double[] {1, Double.NaN, 1e300, -0d};
          case INT64 -> new long[] {1, Long.MIN_VALUE, Long.MAX_VALUE, 0};
          case INT32 -> new int[] {1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0};
          case UINT8 -> new byte[] {1, (byte) 255, 0, 127};
          case BOOL -> new boolean[] {true, false, false, true};
          case BYTES -> new String[] {"a", "", "größe", "日本"};
        };
    try (OnnxModel model = OnnxModel.load(TestingGraphs.identity(type))) {
      Tensor out = model.run(List.of(new Tensor("in", type, shape, data))).get("out");
      assertThat(out).isEqualTo(new Tensor("out", type, shape, data));
    }
  }

  @Test
  void encodesTextAndDecodesIt() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.colours())) {
      Map<String, Tensor> out = model.run(List.of(Tensor.column("colour", "green", "", "red")));
      assertThat(out.keySet()).containsExactly("name", "one_hot");
      assertThat(out)
          .containsEntry("name", Tensor.strings("name", new long[] {3}, "green", "other", "red"))
          .containsEntry(
              "one_hot", Tensor.floats("one_hot", new long[] {3, 3}, 0, 1, 0, 0, 0, 1, 1, 0, 0));
    }
  }

  @Test
  void namesTheInputThatIsWrong() {
    try (OnnxModel model = OnnxModel.load(TestingGraphs.sum())) {
      assertThatThrownBy(() -> model.run(List.of()))
          .isInstanceOf(WiresmithException.class)
          .hasMessage("Input 'a' is missing; it must be FP32 [N,1].");
      assertThatThrownBy(() -> model.run(List.of(Tensor.column("c", 1))))
          .hasMessage("Input 'c' is unknown; the inputs are a FP32 [N,1], b FP32 [N,1].");
      assertThatThrownBy(() -> model.run(List.of(Tensor.column("a", "1"))))
          .hasMessage("Input 'a' is BYTES [1,1], required is FP32 [N,1] with no empty axis.");
      assertThatThrownBy(() -> model.run(List.of(Tensor.floats("a", new long[] {1}, 1))))
          .hasMessage("Input 'a' is FP32 [1], required is FP32 [N,1] with no empty axis.");
      assertThatThrownBy(() -> model.run(List.of(Tensor.column("a", new float[0]))))
          .hasMessage("Input 'a' is FP32 [0,1], required is FP32 [N,1] with no empty axis.");
      assertThatThrownBy(() -> model.run(List.of(Tensor.column("a", 1), Tensor.column("a", 1))))
          .hasMessage("Input 'a' is given twice; give it once.");
      assertThatThrownBy(() -> model.run(List.of(Tensor.column("a", 1, 2), Tensor.column("b", 1))))
          .hasMessage("Input 'b' has N = 1 but 'a' has N = 2; every input must have the same N.");
    }
  }

  @Test
  void refusesBytesThatAreNoModel() {
    assertThatThrownBy(() -> OnnxModel.load("not a model".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(WiresmithException.class)
        .hasMessageStartingWith("These bytes are no ONNX model");
    assertThatThrownBy(() -> OnnxModel.load(new byte[0]))
        .hasMessageContaining("it has no graph with nodes");
  }
}
