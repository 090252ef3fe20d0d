package io.wiresmith.training.bandwidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RollingMedianTest {
  private static final int STEPS = 30;

  private static float[] medians(float[] values, float[] known, int count) {
    GraphBuilder graph = new GraphBuilder("medians");
    String value = graph.input(TensorSpec.of("value", DataType.FP32, "values", "N", STEPS));
    String there = graph.input(TensorSpec.of("known", DataType.FP32, "known", "N", STEPS));
    String median = new RollingMedian(graph, STEPS, 1e7f).of(value, there, count);
    graph.output(TensorSpec.of("median", DataType.FP32, "medians", "N", STEPS), median);
    long[] shape = {1, STEPS};
    try (OnnxModel model = OnnxModel.load(graph.build(Map.of(), "medians"))) {
      Map<String, Tensor> outputs =
          model.run(
              List.of(Tensor.floats("value", shape, values), Tensor.floats("known", shape, known)));
      return Objects.requireNonNull(outputs.get("median")).floats();
    }
  }

  @Test
  void itIsTheMiddleOfWhatIsKnownOfTheLastValues() {
    SplittableRandom random = new SplittableRandom(5);
    for (int first : new int[] {0, 1, 7, 28}) {
      float[] values = new float[STEPS];
      float[] known = new float[STEPS];
      for (int i = first; i < STEPS; i++) {
        values[i] = (float) random.nextDouble(1, 100);
        known[i] = 1;
      }
      for (int count : new int[] {5, 13, 25}) {
        float[] found = medians(values, known, count);
        for (int step = first; step < STEPS; step++) {
          float[] last = Arrays.copyOfRange(values, Math.max(first, step - count + 1), step + 1);
          Arrays.sort(last);
          // Of an even number one of both in the middle.
          float low = last[(last.length - 1) / 2];
          float high = last[last.length / 2];
          assertThat(found[step] == low || found[step] == high)
              .as("median of %d, known from %d, step %d: %s", count, first, step, found[step])
              .isTrue();
        }
      }
    }
  }

  @Test
  void aPulseDoesNotMoveIt() {
    float[] values = new float[STEPS];
    Arrays.fill(values, 10);
    values[20] = 5_000;
    float[] known = new float[STEPS];
    Arrays.fill(known, 1);

    for (float median : medians(values, known, 5)) {
      assertThat(median).isCloseTo(10, within(0f));
    }
  }
}
