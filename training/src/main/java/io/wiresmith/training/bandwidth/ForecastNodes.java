package io.wiresmith.training.bandwidth;

import io.wiresmith.core.bandwidth.ForecastHit;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import io.wiresmith.onnx.lstm.LstmLayer;
import io.wiresmith.training.sequence.LstmWeights;
import java.util.List;
import java.util.Map;

/** Writes the whole forecast as one graph: features, network, mixture, forecast and interval. */
final class ForecastNodes {
  static final String FORECAST = "forecast_mbps";
  static final String LOWER = "lower_mbps";
  static final String UPPER = "upper_mbps";
  static final String CONFIDENCE = "confidence";

  /** What came next, an input of the probe. */
  static final String NEXT = "next_mbps";

  /** Where in the distribution that lies, 0 to 1. */
  static final String PLACE = "place";

  private static final String DOC =
      "Forecasts the throughput of a link's next step with an 80 % interval. The confidence is the"
          + " probability that the forecast is within 20 % of what comes, or that both are below"
          + " 0.01 Mbit/s. Without any measured value"
          + " all outputs are 0.";

  private static final int CANDIDATES = 81;
  private static final double FARTHEST_CANDIDATE = 0.8;
  private static final int POINTS = 257;
  private static final double FARTHEST_POINT = 6;
  private static final double BEND = 5;
  private static final float GREATEST = (float) LinkTelemetry.MOST_MBPS;

  private final GraphBuilder graph = new GraphBuilder("bandwidth");
  private final Ops ops = graph.ops();
  private final Calibration calibration;

  private ForecastNodes(Calibration calibration) {
    this.calibration = calibration;
  }

  /** The model. The same arguments give the same bytes. */
  static byte[] write(
      int steps, LstmWeights weights, Calibration calibration, Map<String, String> metadata) {
    return new ForecastNodes(calibration).model(steps, weights, metadata);
  }

  /**
   * The uncalibrated model as calibration reads it, with the further input {@link #NEXT}: {@link
   * #FORECAST}, {@link #CONFIDENCE} as the mixture has it, and {@link #PLACE}.
   */
  static byte[] probe(int steps, LstmWeights weights, double hitShare) {
    return new ForecastNodes(Calibration.none(hitShare)).probe(steps, weights);
  }

  private byte[] model(int steps, LstmWeights weights, Map<String, String> metadata) {
    Parts parts = parts(steps, weights);
    Level level = parts.level();
    String middle = parts.middle();
    String cumulative = parts.cumulative();
    String forecast = level.mbps(parts.choice());
    String lower = ops.min(level.mbps(quantile(cumulative, middle, calibration.lower())), forecast);
    String upper = ops.max(level.mbps(quantile(cumulative, middle, calibration.upper())), forecast);
    String chance = chance(parts.mixture(), parts.choice());
    String confidence = ops.mul(calibrated(chance), level.known());
    output(FORECAST, "throughput of the next step, Mbit/s", forecast);
    output(LOWER, "10 % of what comes is below, Mbit/s", lower);
    output(UPPER, "10 % of what comes is above, Mbit/s", upper);
    output(
        CONFIDENCE,
        "probability that the forecast is within 20 % of what comes, or right about an idle link",
        confidence);
    return graph.build(metadata, DOC);
  }

  private byte[] probe(int steps, LstmWeights weights) {
    Parts parts = parts(steps, weights);
    String next = graph.input(TensorSpec.of(NEXT, DataType.FP32, "what came next, Mbit/s", "N"));
    String place =
        ops.squeeze(parts.mixture().cumulative(ops, ops.unsqueeze(parts.level().log(next), 1)), 1);
    output(FORECAST, "throughput of the next step, Mbit/s", parts.level().mbps(parts.choice()));
    output(CONFIDENCE, "not calibrated", chance(parts.mixture(), parts.choice()));
    output(PLACE, "probability of less than what came next", place);
    return graph.build(Map.of(), "What the bandwidth model is calibrated on");
  }

  /**
   * What the outputs are made of.
   *
   * @param mixture the distribution of the next step
   * @param middle where its grids are laid around
   * @param cumulative cumulative probability on the grid of quantiles
   * @param choice the forecast as a log, {@code [N, 1]}
   * @param level where the link is
   */
  private record Parts(
      Mixture mixture, String middle, String cumulative, String choice, Level level) {}

  private Parts parts(int steps, LstmWeights weights) {
    LinkFeatures features = LinkFeatures.add(graph, steps);
    Last last = new Last(steps);
    String outputs = network(weights, features.features(), last);
    Mixture mixture = Mixture.of(graph, outputs, last.of(features.anchors()));
    String middle = mixture.middle(ops);
    String chances = chances(mixture, middle);
    Level level =
        new Level(last.of(features.base()), last.of(features.shift()), last.of(features.known()));
    String cumulative = mixture.cumulative(ops, grid(middle));
    String hit = at(Mixture.grid(graph, middle, candidates()), ops.argMax(chances, 1));
    String median = quantile(cumulative, middle, 0.5);
    String choice =
        ops.add(
            ops.mul(hit, ops.scalar((float) calibration.hitShare())),
            ops.mul(median, ops.scalar((float) (1 - calibration.hitShare()))));
    return new Parts(mixture, middle, cumulative, choice, level);
  }

  private String network(LstmWeights weights, String features, Last last) {
    String value = graph.node("Transpose", List.of(features), Attribute.integers("perm", 1, 0, 2));
    List<LstmLayer> layers = weights.layers();
    for (int i = 0; i < layers.size() - 1; i++) {
      value = layers.get(i).writeAll(graph, "lstm_" + (i + 1), value);
    }
    int top = layers.size();
    String state = layers.get(top - 1).writeLast(graph, "lstm_" + top, value);
    String seen = ops.concat(1, List.of(state, last.of(features)));
    long columns = weights.linearWeights().length / weights.outputs();
    String linear =
        graph.constant(
            Tensor.floats(
                "linear_weights",
                new long[] {weights.outputs(), columns},
                weights.linearWeights()));
    String bias =
        graph.constant(
            Tensor.floats("linear_bias", new long[] {weights.outputs()}, weights.linearBias()));
    return ops.gemm(seen, linear, bias);
  }

  /** The probability that each candidate hits, {@code [N, CANDIDATES]}. */
  private String chances(Mixture mixture, String middle) {
    String above = Mixture.grid(graph, middle, shifted(-Math.log(1 - ForecastHit.WITHIN)));
    String below = Mixture.grid(graph, middle, shifted(-Math.log(1 + ForecastHit.WITHIN)));
    return ops.sub(mixture.cumulative(ops, above), mixture.cumulative(ops, below));
  }

  /** The probability that the choice {@code [N, 1]} hits, {@code [N]}. */
  private String chance(Mixture mixture, String choice) {
    String above = ops.sub(choice, ops.scalar((float) Math.log(1 - ForecastHit.WITHIN)));
    String below = ops.sub(choice, ops.scalar((float) Math.log(1 + ForecastHit.WITHIN)));
    return ops.squeeze(ops.sub(mixture.cumulative(ops, above), mixture.cumulative(ops, below)), 1);
  }

  /** Logistic calibration (Platt, 1999) of a probability, {@code [N]}. */
  private String calibrated(String chance) {
    String sound = ops.clip(chance, 1e-4f, 1 - 1e-4f);
    String logit = ops.log(ops.div(sound, ops.sub(ops.scalar(1f), sound)));
    return ops.sigmoid(
        ops.add(
            ops.mul(logit, ops.scalar((float) calibration.slope())),
            ops.scalar((float) calibration.intercept())));
  }

  private static float[] candidates() {
    return shifted(0);
  }

  private static float[] shifted(double by) {
    float[] points = new float[CANDIDATES];
    for (int i = 0; i < CANDIDATES; i++) {
      points[i] = (float) (FARTHEST_CANDIDATE * (2.0 * i / (CANDIDATES - 1) - 1) + by);
    }
    return points;
  }

  private String grid(String middle) {
    return Mixture.grid(graph, middle, points());
  }

  /** Dense in the middle, wide at the ends. */
  private static float[] points() {
    float[] points = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double x = 2.0 * i / (POINTS - 1) - 1;
      points[i] = (float) (FARTHEST_POINT * Math.sinh(BEND * x) / Math.sinh(BEND));
    }
    return points;
  }

  /** A quantile, {@code [N, 1]}: linear between two points of the grid. */
  private String quantile(String cumulative, String middle, double level) {
    String under = ops.cast(ops.less(cumulative, ops.scalar((float) level)), DataType.FP32);
    String count = ops.reduceSum(under, 1);
    String index =
        ops.cast(ops.clip(ops.sub(count, ops.scalar(1f)), 0, POINTS - 2), DataType.INT64);
    String next = ops.add(index, ops.scalar(1L));
    String grid = grid(middle);
    String low = at(cumulative, index);
    String high = at(cumulative, next);
    String from = at(grid, index);
    String share =
        ops.clip(
            ops.div(
                ops.sub(ops.scalar((float) level), low),
                ops.max(ops.sub(high, low), ops.scalar(1e-9f))),
            0,
            1);
    return ops.add(from, ops.mul(share, ops.sub(at(grid, next), from)));
  }

  /** The element of each row at an index {@code [N]}, as {@code [N, 1]}. */
  private String at(String rows, String index) {
    return graph.node(
        "GatherElements", List.of(rows, ops.unsqueeze(index, 1)), Attribute.integer("axis", 1));
  }

  private void output(String name, String doc, String value) {
    graph.output(TensorSpec.of(name, DataType.FP32, doc, "N"), value);
  }

  /** Takes the last step. */
  private final class Last {
    private final int steps;

    Last(int steps) {
      this.steps = steps;
    }

    String of(String value) {
      return ops.gather(value, ops.scalar(steps - 1L), 1);
    }
  }

  /** Where the link is: turns the mixture's logs into throughput. */
  private final class Level {
    private final String base;
    private final String shift;
    private final String known;

    Level(String base, String shift, String known) {
      this.base = base;
      this.shift = shift;
      this.known = known;
    }

    String known() {
      return known;
    }

    String log(String mbps) {
      return ops.sub(ops.log(ops.add(mbps, shift)), base);
    }

    String mbps(String log) {
      String sum = ops.exp(ops.add(ops.squeeze(log, 1), base));
      return ops.mul(ops.clip(ops.sub(sum, shift), 0, GREATEST), known);
    }
  }
}
