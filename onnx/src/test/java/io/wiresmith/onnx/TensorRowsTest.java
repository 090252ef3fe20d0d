package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorRowsTest {
  private static final Tensor TWO = Tensor.floats("x", new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
  private static final Tensor ONE = Tensor.floats("x", new long[] {1, 3}, 7, 8, Float.NaN);

  @Test
  void whatIsJoinedIsSplitAgain() {
    Tensor joined = TensorRows.joined(List.of(TWO, ONE));

    assertThat(joined)
        .isEqualTo(Tensor.floats("x", new long[] {3, 3}, 1, 2, 3, 4, 5, 6, 7, 8, Float.NaN));
    assertThat(TensorRows.split(joined, List.of(2, 1))).containsExactly(TWO, ONE);
    assertThat(TensorRows.split(joined, List.of(3))).containsExactly(joined);
  }

  @Test
  void textsAndOneAxisToo() {
    Tensor a = Tensor.strings("t", new long[] {1}, "a");
    Tensor b = Tensor.strings("t", new long[] {2}, "b", "ü");

    Tensor joined = TensorRows.joined(List.of(a, b));

    assertThat(joined).isEqualTo(Tensor.strings("t", new long[] {3}, "a", "b", "ü"));
    assertThat(TensorRows.split(joined, List.of(1, 2))).containsExactly(a, b);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (Tensor other :
        List.of(
            ONE.named("y"),
            Tensor.floats("x", new long[] {1, 2}, 1, 2),
            Tensor.doubles("x", new long[] {1, 3}, 1, 2, 3),
            Tensor.floats("x", new long[] {}, 1))) {
      assertThatThrownBy(() -> TensorRows.joined(List.of(TWO, other)))
          .hasMessageContaining("does not fit below 'x' FP32 [2,3]");
    }
    assertThatThrownBy(() -> TensorRows.split(TWO, List.of(1, 2)))
        .hasMessageContaining("cannot be split into [1, 2] rows");
  }
}
