package io.wiresmith.training.bandwidth;

import io.wiresmith.onnx.DataType;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorSpec;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.training.bandwidth.Windows.Place;
import java.util.List;
import java.util.Map;

/**
 * The feature nodes as a model of their own: training computes its features by the nodes that are
 * exported. Thread-safe.
 */
final class FeatureModel implements AutoCloseable {
  private final OnnxModel model;
  private final int steps;

  FeatureModel(int steps) {
    this.steps = steps;
    this.model = OnnxModel.load(graph(steps));
  }

  private static byte[] graph(int steps) {
    GraphBuilder graph = new GraphBuilder("bandwidth_features");
    LinkFeatures nodes = LinkFeatures.add(graph, steps);
    graph.output(spec("features", "N", steps, LinkFeatures.WIDTH), nodes.features());
    graph.output(spec("base", "N", steps), nodes.base());
    graph.output(spec("shift", "N", steps), nodes.shift());
    graph.output(spec("anchors", "N", steps, LinkFeatures.ANCHORS), nodes.anchors());
    graph.output(spec("known", "N", steps), nodes.known());
    return graph.build(Map.of(), "Features of the bandwidth model");
  }

  private static TensorSpec spec(String name, Object... dims) {
    return TensorSpec.of(name, DataType.FP32, name, dims);
  }

  /** The batch of those windows. */
  WindowBatch batch(LinkSeries series, List<Place> places, int warmUp, MixtureLoss loss) {
    int rows = places.size();
    float[] values = new float[rows * (steps + 1)];
    float[] inputs = new float[rows * steps];
    for (int row = 0; row < rows; row++) {
      Place place = places.get(row);
      series.copy(place.segment(), place.from(), values, row * (steps + 1), steps + 1);
      System.arraycopy(values, row * (steps + 1), inputs, row * steps, steps);
    }
    Map<String, Tensor> out =
        model.run(List.of(Tensor.floats(LinkFeatures.INPUT, new long[] {rows, steps}, inputs)));
    Targets targets = new Targets(rows, steps, warmUp, out);
    return new WindowBatch(
        rows,
        steps,
        warmUp,
        floats(out, "features"),
        targets.anchors(),
        targets.next(values),
        targets.weights(values),
        loss);
  }

  private static float[] floats(Map<String, Tensor> outputs, String name) {
    return java.util.Objects.requireNonNull(outputs.get(name)).floats();
  }

  @Override
  public void close() {
    model.close();
  }

  /** What is learned at the steps behind the warm-up. */
  private record Targets(int rows, int steps, int warmUp, Map<String, Tensor> out) {
    private static final float FARTHEST = 6;

    float[] anchors() {
      float[] all = floats(out, "anchors");
      int learned = steps - warmUp;
      float[] padded = new float[rows * learned * Mixture.COMPONENTS];
      for (int row = 0; row < rows; row++) {
        for (int step = 0; step < learned; step++) {
          System.arraycopy(
              all,
              (row * steps + warmUp + step) * LinkFeatures.ANCHORS,
              padded,
              (row * learned + step) * Mixture.COMPONENTS,
              LinkFeatures.ANCHORS);
        }
      }
      return padded;
    }

    float[] next(float[] values) {
      float[] base = floats(out, "base");
      float[] shift = floats(out, "shift");
      int learned = steps - warmUp;
      float[] next = new float[rows * learned];
      for (int i = 0; i < next.length; i++) {
        int row = i / learned;
        int step = warmUp + i % learned;
        float value = values[row * (steps + 1) + step + 1];
        int at = row * steps + step;
        double target = Math.log(value + shift[at]) - base[at];
        next[i] = Float.isNaN(value) ? 0 : (float) Math.max(-FARTHEST, Math.min(FARTHEST, target));
      }
      return next;
    }

    float[] weights(float[] values) {
      float[] known = floats(out, "known");
      int learned = steps - warmUp;
      float[] weights = new float[rows * learned];
      for (int i = 0; i < weights.length; i++) {
        int row = i / learned;
        int step = warmUp + i % learned;
        boolean measured = !Float.isNaN(values[row * (steps + 1) + step + 1]);
        weights[i] = measured && known[row * steps + step] > 0 ? 1 : 0;
      }
      return weights;
    }
  }
}
