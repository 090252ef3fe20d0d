package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void cannotBeChangedFromOutside() {
    float[] data = {1, 2};
    long[] shape = {2, 1};
    Tensor tensor = Tensor.floats("x", shape, data);
    data[0] = 9;
    shape[0] = 9;
    tensor.floats()[0] = 9;
    tensor.shape()[0] = 9;
    ((float[]) tensor.data())[0] = 9;
    assertThat(tensor).isEqualTo(Tensor.column("x", 1, 2));
    assertThat(tensor.rows()).isEqualTo(2);
  }

  @Test
  void isEqualByEveryElement() {
    assertThat(Tensor.column("x", 1, Float.NaN))
        .isEqualTo(Tensor.column("x", 1, Float.NaN))
        .hasSameHashCodeAs(Tensor.column("x", 1, Float.NaN))
        .isNotEqualTo(Tensor.column("y", 1, Float.NaN))
        .isNotEqualTo(Tensor.column("x", 2, Float.NaN))
        .isNotEqualTo(Tensor.floats("x", new long[] {2}, 1, Float.NaN));
    assertThat(Tensor.column("x", "a")).isEqualTo(Tensor.column("x", List.of("a")));
  }

  @Test
  void refusesDataThatDoesNotFit() {
    assertThatThrownBy(() -> Tensor.floats("x", new long[] {2, 2}, 1, 2, 3))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT))
        .hasMessage(
            "Tensor 'x' holds 3 elements of FP32; its type FP32 and shape [2,2] require 4.");
    assertThatThrownBy(() -> new Tensor("x", DataType.INT64, new long[] {1}, new float[1]))
        .hasMessage("Tensor 'x' holds 1 elements of FP32; its type INT64 and shape [1] require 1.");
    assertThatThrownBy(() -> Tensor.column("x", new String[1]))
        .hasMessage("A tensor of text holds no null; a missing text is \"\".");
    assertThatThrownBy(() -> Tensor.column("x", "a").floats())
        .hasMessage("Tensor 'x' is BYTES [1,1], required is FP32.");
    assertThatThrownBy(() -> new Tensor("x", DataType.FP32, new long[0], "no array"))
        .hasMessage("No tensor can hold a java.lang.String.");
  }
}
