package io.wiresmith.training.bandwidth;

import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import io.wiresmith.training.sequence.LstmWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Fits levels and confidence on links that the network was not fitted on, by the graph that will be
 * exported. Each source counts alike, however many steps it has.
 */
final class Calibrator {
  private static final int BATCH = 256;
  private static final double TAIL = 0.1;
  private static final double LEAST_LEVEL = 0.02;
  private static final double GREATEST_LEVEL = 0.3;
  private static final int HALVINGS = 7;
  private static final int NEWTON_STEPS = 25;

  private final LinkSeries series;
  private final int steps;
  private final LstmWeights weights;
  private final List<Sample> samples;

  Calibrator(LinkSeries series, List<Segment> segments, int steps, LstmWeights weights, int most) {
    this.series = series;
    this.steps = steps;
    this.weights = weights;
    this.samples = samples(segments, most);
  }

  /** A window with what came next and how much it counts. */
  private record Sample(Segment segment, int at, float next, double weight) {}

  private List<Sample> samples(List<Segment> segments, int most) {
    long all = segments.stream().mapToLong(Segment::targets).sum();
    int stride = (int) Math.max(1, (all + most - 1) / most);
    List<Sample> found = new ArrayList<>();
    float[] next = new float[1];
    for (Segment segment : segments) {
      for (int at = steps - 1; at < segment.targets(); at += stride) {
        series.copy(segment, at + 1, next, 0, 1);
        if (!Float.isNaN(next[0])) {
          found.add(new Sample(segment, at, next[0], 1));
        }
      }
    }
    return weighted(found);
  }

  private static List<Sample> weighted(List<Sample> samples) {
    Map<String, Long> counts = new java.util.TreeMap<>();
    samples.forEach(s -> counts.merge(s.segment().source(), 1L, Long::sum));
    return samples.stream()
        .map(
            s ->
                new Sample(
                    s.segment(),
                    s.at(),
                    s.next(),
                    1.0 / counts.getOrDefault(s.segment().source(), 1L)))
        .toList();
  }

  /** The calibration; nothing is corrected where there is nothing to fit on. */
  Calibration fit(double hitShare) {
    if (samples.isEmpty()) {
      return Calibration.none(hitShare);
    }
    double lower = level(hitShare, true);
    double upper = 1 - level(hitShare, false);
    Calibration levels = new Calibration(hitShare, lower, upper, 1, 0);
    double[] line = confidence(levels);
    return new Calibration(hitShare, lower, upper, line[0], line[1]);
  }

  /** The level of an end below (or above) which a tenth lies, by halving. */
  private double level(double hitShare, boolean lower) {
    double low = LEAST_LEVEL;
    double high = GREATEST_LEVEL;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      Calibration tried = new Calibration(hitShare, middle, 1 - middle, 1, 0);
      double outside = outside(tried, lower);
      low = outside < TAIL ? middle : low;
      high = outside < TAIL ? high : middle;
    }
    return (low + high) / 2;
  }

  private double outside(Calibration tried, boolean lower) {
    float[] ends = run(tried, lower ? ForecastNodes.LOWER : ForecastNodes.UPPER);
    double out = 0;
    double all = 0;
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      boolean beyond = lower ? sample.next() < ends[i] : sample.next() > ends[i];
      out += beyond ? sample.weight() : 0;
      all += sample.weight();
    }
    return out / all;
  }

  /** Slope and intercept by Newton's method; a light pull keeps them finite. */
  private double[] confidence(Calibration levels) {
    float[] forecasts = run(levels, ForecastNodes.FORECAST);
    float[] chances = run(levels, ForecastNodes.CONFIDENCE);
    double slope = 1;
    double intercept = 0;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double[] g = {1e-3 * (slope - 1), 1e-3 * intercept};
      double[] h = {1e-3, 0, 1e-3};
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        if (sample.next() > 0) {
          double p = Math.min(1 - 1e-4, Math.max(1e-4, chances[i]));
          double x = Math.log(p / (1 - p));
          double found = 1 / (1 + Math.exp(-(slope * x + intercept)));
          double hit =
              Math.abs(forecasts[i] - sample.next()) <= MixtureLoss.WITHIN * sample.next() ? 1 : 0;
          double curve = sample.weight() * found * (1 - found);
          g[0] += sample.weight() * (found - hit) * x;
          g[1] += sample.weight() * (found - hit);
          h[0] += curve * x * x;
          h[1] += curve * x;
          h[2] += curve;
        }
      }
      double det = h[0] * h[2] - h[1] * h[1];
      slope -= (h[2] * g[0] - h[1] * g[1]) / det;
      intercept -= (h[0] * g[1] - h[1] * g[0]) / det;
    }
    return new double[] {slope, intercept};
  }

  private float[] run(Calibration calibration, String output) {
    float[] all = new float[samples.size()];
    byte[] bytes = ForecastNodes.write(steps, weights, calibration, Map.of());
    try (OnnxModel model = OnnxModel.load(bytes)) {
      for (int from = 0; from < all.length; from += BATCH) {
        int rows = Math.min(BATCH, all.length - from);
        float[] inputs = new float[rows * steps];
        for (int row = 0; row < rows; row++) {
          Sample sample = samples.get(from + row);
          series.copy(sample.segment(), sample.at() - steps + 1, inputs, row * steps, steps);
        }
        Tensor tensor = Tensor.floats(LinkFeatures.INPUT, new long[] {rows, steps}, inputs);
        float[] found = Objects.requireNonNull(model.run(List.of(tensor)).get(output)).floats();
        System.arraycopy(found, 0, all, from, rows);
      }
    }
    return all;
  }
}
