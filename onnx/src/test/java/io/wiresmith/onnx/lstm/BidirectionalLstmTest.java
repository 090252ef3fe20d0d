package io.wiresmith.onnx.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxChecker;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BidirectionalLstmTest {
  private static final int INPUTS = 3;
  private static final int UNITS = 5;

  private final Random random = new Random(7);

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private LstmLayer layer() {
    return new LstmLayer(
        INPUTS, UNITS, floats(4 * UNITS * INPUTS), floats(4 * UNITS * UNITS), floats(4 * UNITS));
  }

  @Test
  void eachSequenceIsReadFromItsOwnEnds() {
    BidirectionalLstm both = new BidirectionalLstm(layer(), layer());
    GraphBuilder graph = new GraphBuilder("lstm");
    String in = graph.input(TensorSpec.of("in", DataType.FP32, "steps", "L", "N", INPUTS));
    String lengths = graph.input(TensorSpec.of("lengths", DataType.INT64, "lengths", "N"));
    graph.output(
        TensorSpec.of("out", DataType.FP32, "states", "L", "N", 2 * UNITS),
        both.write(graph, "both", in, lengths));
    byte[] bytes = graph.build(Map.of(), "An LSTM.");
    OnnxChecker.check(bytes);

    int longest = 6;
    long[] counts = {6, 1, 0, 4};
    int rows = counts.length;
    float[] steps = floats(longest * rows * INPUTS);
    try (OnnxModel model = OnnxModel.load(bytes)) {
      float[] out =
          Objects.requireNonNull(
                  model
                      .run(
                          List.of(
                              Tensor.floats("in", new long[] {longest, rows, INPUTS}, steps),
                              Tensor.longs("lengths", new long[] {rows}, counts)))
                      .get("out"))
              .floats();
      for (int n = 0; n < rows; n++) {
        double[] state = new double[2 * UNITS];
        double[] back = new double[2 * UNITS];
        for (int t = 0; t < counts[n]; t++) {
          step(both.forward(), steps, (t * rows + n) * INPUTS, state);
          assertState(out, (t * rows + n) * 2 * UNITS, state);
          int last = (int) counts[n] - 1 - t;
          step(both.backward(), steps, (last * rows + n) * INPUTS, back);
          assertState(out, (last * rows + n) * 2 * UNITS + UNITS, back);
        }
      }
    }
  }

  private static void assertState(float[] out, int at, double[] state) {
    for (int unit = 0; unit < UNITS; unit++) {
      assertThat((double) out[at + unit]).isCloseTo(state[unit], within(1e-5));
    }
  }

  /** One step: hidden state, then cell, in place; gates i f g o. */
  private static void step(LstmLayer layer, float[] steps, int at, double[] state) {
    double[] gates = new double[4 * UNITS];
    for (int gate = 0; gate < gates.length; gate++) {
      double sum = layer.bias()[gate];
      for (int i = 0; i < INPUTS; i++) {
        sum += layer.inputWeights()[gate * INPUTS + i] * steps[at + i];
      }
      for (int unit = 0; unit < UNITS; unit++) {
        sum += layer.stateWeights()[gate * UNITS + unit] * state[unit];
      }
      gates[gate] = sum;
    }
    for (int unit = 0; unit < UNITS; unit++) {
      double cell =
          sigmoid(gates[UNITS + unit]) * state[UNITS + unit]
              + sigmoid(gates[unit]) * Math.tanh(gates[2 * UNITS + unit]);
      state[UNITS + unit] = cell;
      state[unit] = sigmoid(gates[3 * UNITS + unit]) * Math.tanh(cell);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void refusesLayersOfDifferentSizes() {
    LstmLayer small = new LstmLayer(1, 1, new float[4], new float[4], new float[4]);
    assertThatThrownBy(() -> new BidirectionalLstm(layer(), small))
        .hasMessage(
            "The forward layer has 3 inputs and 5 units, the backward one 1 and 1; both must be equal.");
  }
}
