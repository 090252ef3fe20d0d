package io.wiresmith.training.bandwidth;

import io.wiresmith.core.bandwidth.ForecastHit;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.training.bandwidth.LinkSeries.Segment;
import io.wiresmith.training.sequence.LstmWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Fits levels and confidence on links that the network was not fitted on, by the graph that will be
 * exported. Each source counts alike, however many steps it has.
 */
final class Calibrator {
  private static final int BATCH = 256;
  private static final double TAIL = 0.1;
  private static final double LEAST_LEVEL = 0.02;
  private static final double GREATEST_LEVEL = 0.3;

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
    Found found = found(hitShare);
    double lower = bounded(quantile(found.places(), TAIL));
    double upper = 1 - bounded(1 - quantile(found.places(), 1 - TAIL));
    double[] line = confidence(found);
    return new Calibration(hitShare, lower, upper, line[0], line[1]);
  }

  /**
   * What the model says of the samples.
   *
   * @param forecasts Mbit/s
   * @param chances the mixture's own probabilities of a hit
   * @param places where in the distribution lies what came next: uniform for a perfect one (the
   *     probability integral transform, Dawid 1984)
   */
  private record Found(float[] forecasts, float[] chances, float[] places) {}

  private static double bounded(double level) {
    return Math.max(LEAST_LEVEL, Math.min(GREATEST_LEVEL, level));
  }

  /** The weighted quantile. */
  private double quantile(float[] values, double level) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double left = level * samples.stream().mapToDouble(Sample::weight).sum();
    for (int i : order) {
      left -= samples.get(i).weight();
      if (left <= 0) {
        return values[i];
      }
    }
    return values[order.get(order.size() - 1)];
  }

  private double[] confidence(Found said) {
    int all = samples.size();
    double[] scores = new double[all];
    boolean[] hits = new boolean[all];
    double[] counts = new double[all];
    for (int i = 0; i < all; i++) {
      double p = Math.min(1 - 1e-4, Math.max(1e-4, said.chances()[i]));
      scores[i] = Math.log(p / (1 - p));
      hits[i] = ForecastHit.agrees(said.forecasts()[i], samples.get(i).next());
      counts[i] = samples.get(i).weight();
    }
    return new LogisticLine(scores, hits, counts).fit();
  }

  private Found found(double hitShare) {
    int all = samples.size();
    Found found = new Found(new float[all], new float[all], new float[all]);
    try (OnnxModel model = OnnxModel.load(ForecastNodes.probe(steps, weights, hitShare))) {
      for (int from = 0; from < all; from += BATCH) {
        int rows = Math.min(BATCH, all - from);
        Map<String, Tensor> outputs = model.run(inputs(from, rows));
        copy(outputs, ForecastNodes.FORECAST, found.forecasts(), from, rows);
        copy(outputs, ForecastNodes.CONFIDENCE, found.chances(), from, rows);
        copy(outputs, ForecastNodes.PLACE, found.places(), from, rows);
      }
    }
    return found;
  }

  private List<Tensor> inputs(int from, int rows) {
    float[] histories = new float[rows * steps];
    float[] next = new float[rows];
    for (int row = 0; row < rows; row++) {
      Sample sample = samples.get(from + row);
      series.copy(sample.segment(), sample.at() - steps + 1, histories, row * steps, steps);
      next[row] = sample.next();
    }
    return List.of(
        Tensor.floats(LinkFeatures.INPUT, new long[] {rows, steps}, histories),
        Tensor.floats(ForecastNodes.NEXT, new long[] {rows}, next));
  }

  private static void copy(
      Map<String, Tensor> outputs, String name, float[] to, int from, int rows) {
    System.arraycopy(Objects.requireNonNull(outputs.get(name)).floats(), 0, to, from, rows);
  }
}
