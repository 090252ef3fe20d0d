package io.wiresmith.training.sequence;

import io.wiresmith.onnx.lstm.LstmLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The parameters of a stack of LSTM layers with a linear layer that sees the last hidden state and
 * the step's inputs. PyTorch's layout: gates i, f, g, o.
 *
 * @param width inputs of a step
 * @param hidden units of the layers
 * @param outputs outputs of a step
 * @param arrays for each layer input weights {@code [4H, I]}, state weights {@code [4H, H]} and two
 *     biases {@code [4H]}, then weights {@code [outputs, H + width]} and bias {@code [outputs]}
 */
public record LstmWeights(int width, List<Integer> hidden, int outputs, List<float[]> arrays) {
  private static final int GATES = 4;

  /** Copies the lists, not the arrays. */
  public LstmWeights {
    hidden = List.copyOf(hidden);
    arrays = List.copyOf(arrays);
  }

  /** Fresh weights: uniform within 1 / sqrt(units), as PyTorch begins; forget gates open. */
  static LstmWeights fresh(int width, List<Integer> hidden, int outputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<float[]> arrays = new ArrayList<>();
    for (long[] shape : shapes(width, hidden, outputs)) {
      boolean linear = arrays.size() >= GATES * hidden.size();
      int fan = linear ? hidden.get(hidden.size() - 1) : (int) shape[0] / GATES;
      boolean bias = linear && shape.length == 1;
      double bound = bias ? 0 : (linear ? 0.3 : 1) / Math.sqrt(fan);
      float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      arrays.add(values);
    }
    return new LstmWeights(width, hidden, outputs, arrays);
  }

  /** The shapes of the arrays. */
  List<long[]> shapes() {
    return shapes(width, hidden, outputs);
  }

  private static List<long[]> shapes(int width, List<Integer> hidden, int outputs) {
    List<long[]> shapes = new ArrayList<>();
    int inputs = width;
    for (int units : hidden) {
      long gates = (long) GATES * units;
      shapes.add(new long[] {gates, inputs});
      shapes.add(new long[] {gates, units});
      shapes.add(new long[] {gates});
      shapes.add(new long[] {gates});
      inputs = units;
    }
    shapes.add(new long[] {outputs, (long) inputs + width});
    shapes.add(new long[] {outputs});
    return shapes;
  }

  /** The LSTM layers as nodes, from the input to the output. */
  public List<LstmLayer> layers() {
    List<LstmLayer> layers = new ArrayList<>();
    int inputs = width;
    for (int i = 0; i < hidden.size(); i++) {
      int at = GATES * i;
      float[] bias = arrays.get(at + 2).clone();
      for (int b = 0; b < bias.length; b++) {
        bias[b] += arrays.get(at + 3)[b];
      }
      layers.add(new LstmLayer(inputs, hidden.get(i), arrays.get(at), arrays.get(at + 1), bias));
      inputs = hidden.get(i);
    }
    return layers;
  }

  /** Weights of the last, linear layer, {@code [outputs, H + width]}. */
  public float[] linearWeights() {
    return arrays.get(arrays.size() - 2);
  }

  /** Its bias, {@code [outputs]}. */
  public float[] linearBias() {
    return arrays.get(arrays.size() - 1);
  }
}
