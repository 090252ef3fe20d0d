package io.wiresmith.training.bandwidth;

import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of a window, as nodes: the one definition of them. At each step they know that step
 * and those before it only. All but the level are ratios, so that a link and the same link ten
 * times as fast look alike.
 *
 * @param features {@code [N, L, WIDTH]}
 * @param base {@code [N, L]}, log of the last measured throughput plus {@code shift}
 * @param shift {@code [N, L]}, a fiftieth of the slow mean, so that zeros have a logarithm
 * @param anchors {@code [N, L, ANCHORS]}, logs of the naive forecasts less {@code base}
 * @param known {@code [N, L]}, 1 where anything was measured up to the step, else 0
 */
record LinkFeatures(String features, String base, String shift, String anchors, String known) {
  static final String INPUT = "throughput_mbps";

  /** Factors of the exponentially weighted means, slow to fast. */
  private static final double[] FACTORS = {0.1, 0.2, 0.35, 0.5, 0.65, 0.8};

  /** Values of the medians. */
  private static final int[] MEDIANS = {5, 13, 25};

  /** Features of a step. */
  static final int WIDTH = 10 + MEDIANS.length;

  /** Naive forecasts: last value, weighted means, mean and harmonic mean of five, medians. */
  static final int ANCHORS = FACTORS.length + 3 + MEDIANS.length;

  private static final int FEW = 5;
  private static final float SHIFT = 0.02f;
  private static final float LEAST = 1e-6f;
  private static final float FAINT = 1e-6f;
  private static final float MOST = 4;
  private static final float GREATEST = (float) LinkTelemetry.MOST_MBPS;

  /** Adds input and features of windows of that many steps to a graph. */
  static LinkFeatures add(GraphBuilder graph, int steps) {
    String input =
        graph.input(
            TensorSpec.of(
                INPUT,
                DataType.FP32,
                "throughput of the steps, Mbit/s, oldest first; NaN was not measured; more than "
                    + steps
                    + " steps are cut to the last",
                "N",
                "T"));
    return new Nodes(graph, steps).of(input);
  }

  /** The window alone, {@code [N, L]}: the last steps, missing ones in front. */
  static String window(GraphBuilder graph, String input, int steps) {
    Ops ops = graph.ops();
    String padded =
        graph.node(
            "Pad",
            List.of(input, ops.longs(0, steps, 0, 0), ops.scalar(Float.NaN)),
            Attribute.text("mode", "constant"));
    return graph.node(
        "Slice", List.of(padded, ops.longs(-steps), ops.longs(Integer.MAX_VALUE), ops.longs(1)));
  }

  /** Builds the nodes. */
  private record Nodes(GraphBuilder graph, Ops ops, int steps) {
    Nodes(GraphBuilder graph, int steps) {
      this(graph, graph.ops(), steps);
    }

    LinkFeatures of(String input) {
      String raw = window(graph, input, steps);
      String wrong = ops.or(ops.or(ops.isNaN(raw), ops.isInf(raw)), ops.less(raw, ops.scalar(0f)));
      String value = ops.min(ops.where(wrong, ops.scalar(0f), raw), ops.scalar(GREATEST));
      String there = ops.cast(ops.not(wrong), DataType.FP32);
      String last = last(value, there);
      String known = ops.cast(ops.greater(seen(there), ops.scalar(0f)), DataType.FP32);
      List<String> means = new ArrayList<>();
      for (double factor : FACTORS) {
        means.add(mean(value, there, last, weights(factor)));
      }
      String shift = ops.add(ops.mul(means.get(0), ops.scalar(SHIFT)), ops.scalar(LEAST));
      String base = ops.log(ops.add(last, shift));
      List<String> anchors = anchors(value, there, last, means, shift, base);
      anchors.addAll(medians(last, known, shift, base));
      String features = features(last, there, known, means, anchors, shift, base);
      return new LinkFeatures(features, base, shift, stacked(anchors, known), known);
    }

    /** Steps measured up to each step, {@code [N, L]}. */
    private String seen(String there) {
      return ops.matmul(there, matrix("seen", (from, to) -> 1));
    }

    /** The last measured value up to each step, 0 before the first. */
    private String last(String value, String there) {
      float[] numbers = new float[steps];
      for (int i = 0; i < steps; i++) {
        numbers[i] = i + 1;
      }
      String number = ops.unsqueeze(ops.mul(there, ops.floats(numbers)), 2);
      String latest = ops.reduceMax(ops.mul(number, matrix("seen", (from, to) -> 1)), 1);
      String index =
          ops.cast(ops.max(ops.sub(latest, ops.scalar(1f)), ops.scalar(0f)), DataType.INT64);
      return graph.node("GatherElements", List.of(value, index), Attribute.integer("axis", 1));
    }

    /** A weighted mean of what was measured; the last value where next to nothing was. */
    private String mean(String value, String there, String last, String weights) {
      String weight = ops.matmul(there, weights);
      String sum = ops.matmul(value, weights);
      String enough = ops.greater(weight, ops.scalar(FAINT));
      return ops.where(enough, ops.div(sum, ops.max(weight, ops.scalar(FAINT))), last);
    }

    private String weights(double factor) {
      return matrix(
          "ewma_" + Math.round(100 * factor), (from, to) -> Math.pow(1 - factor, to - from));
    }

    private List<String> medians(String last, String known, String shift, String base) {
      RollingMedian rolling = new RollingMedian(graph, steps, GREATEST);
      List<String> medians = new ArrayList<>();
      for (int count : MEDIANS) {
        String median = rolling.of(last, known, count);
        medians.add(ops.sub(ops.log(ops.add(median, shift)), base));
      }
      return medians;
    }

    private List<String> anchors(
        String value, String there, String last, List<String> means, String shift, String base) {
      String few = matrix("few", (from, to) -> to - from < FEW ? 1 : 0);
      List<String> anchors = new ArrayList<>();
      anchors.add(ops.sub(base, base));
      for (String mean : means) {
        anchors.add(ops.sub(ops.log(ops.add(mean, shift)), base));
      }
      String flat = mean(value, there, last, few);
      anchors.add(ops.sub(ops.log(ops.add(flat, shift)), base));
      String inverse = ops.div(there, ops.add(value, shift));
      String over = ops.div(ops.scalar(1f), ops.add(last, shift));
      anchors.add(ops.sub(ops.neg(ops.log(mean(inverse, there, over, few))), base));
      return anchors;
    }

    private String features(
        String last,
        String there,
        String known,
        List<String> means,
        List<String> anchors,
        String shift,
        String base) {
      String before = before(last);
      String change = ops.mul(ops.sub(base, ops.log(ops.add(before, shift))), before(known));
      String size = ops.abs(change);
      String level =
          ops.sub(
              ops.div(ops.log(ops.add(means.get(1), ops.scalar(1e-3f))), ops.scalar(3f)),
              ops.scalar(1f));
      String same = ops.cast(ops.less(size, ops.scalar(1e-4f)), DataType.FP32);
      List<String> all =
          new ArrayList<>(
              List.of(
                  change,
                  anchors.get(1),
                  anchors.get(2),
                  anchors.get(4),
                  anchors.get(6),
                  ops.mul(mean(size, known, size, weights(0.1)), ops.scalar(2f)),
                  ops.mul(mean(size, known, size, weights(0.5)), ops.scalar(2f)),
                  level,
                  same,
                  ops.sub(ops.scalar(1f), there)));
      all.addAll(anchors.subList(ANCHORS - MEDIANS.length, ANCHORS));
      return ops.clip(stacked(all, known), -MOST, MOST);
    }

    /** The value of the step before; that of the first is its own. */
    private String before(String value) {
      long[] indices = new long[steps];
      for (int i = 1; i < steps; i++) {
        indices[i] = i - 1;
      }
      return ops.gather(value, ops.longs(indices), 1);
    }

    /** {@code [N, L]} values side by side, {@code [N, L, n]}; 0 where nothing is known. */
    private String stacked(List<String> values, String known) {
      List<String> columns = values.stream().map(value -> ops.unsqueeze(value, 2)).toList();
      return ops.mul(ops.concat(2, columns), ops.unsqueeze(known, 2));
    }

    /** A weight for each step and each step at or after it, {@code [L, L]}. */
    private String matrix(String name, Weight weight) {
      float[] values = new float[steps * steps];
      for (int from = 0; from < steps; from++) {
        for (int to = from; to < steps; to++) {
          values[from * steps + to] = (float) weight.of(from, to);
        }
      }
      return graph.sharedConstant(Tensor.floats(name, new long[] {steps, steps}, values));
    }
  }

  /** The weight of a step in the mean of a later one. */
  private interface Weight {
    double of(int from, int to);
  }
}
