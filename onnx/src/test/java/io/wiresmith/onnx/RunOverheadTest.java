package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long one row with fourteen named inputs takes, ONNX Runtime included. */
@Tag("slow")
class RunOverheadTest {
  @Test
  void runsOneRowOfFourteenInputsInAHundredMicroseconds() {
    List<Tensor> inputs = TestingArtifact.inputs(1);
    try (OnnxModel model = OnnxModel.load(TestingArtifact.sound().model())) {
      long[] nanos = new long[20_000];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        model.run(inputs);
        nanos[i] = System.nanoTime() - start;
      }
      long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
      Arrays.sort(warm);
      double median = warm[warm.length / 2] / 1e3;
      double p99 = warm[warm.length * 99 / 100] / 1e3;
      System.out.printf("one row, 14 inputs: p50 %.1f us, p99 %.1f us%n", median, p99);
      assertThat(median).isLessThan(100);
    }
  }
}
