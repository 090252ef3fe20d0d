package io.wiresmith.training.bandwidth;

import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.List;

/**
 * The distribution that the network gives for the next step: a mixture of logistic distributions of
 * {@code log(next + shift) - base}, one around each naive forecast and some free ones (a mixture
 * density network, Bishop 1994). Here as nodes; {@link MixtureLoss} is the same for training.
 *
 * @param weights {@code [N, C]}, sum 1
 * @param centres {@code [N, C]}
 * @param scales {@code [N, C]}, above 0
 */
record Mixture(String weights, String centres, String scales) {
  /** Components that are not tied to a naive forecast. */
  static final int FREE = 2;

  /** Components. */
  static final int COMPONENTS = LinkFeatures.ANCHORS + FREE;

  /** Outputs of the network: weight, offset and scale of each component. */
  static final int OUTPUTS = 3 * COMPONENTS;

  /** An output of 1 moves a centre by this. */
  static final float OFFSET = 0.5f;

  /** Log of the scale where the output is 0. */
  static final float SCALE = -2;

  static final float LEAST_SCALE = -5;
  static final float GREATEST_SCALE = 1;

  /** The mixture of the network's outputs {@code [N, OUTPUTS]}. */
  static Mixture of(GraphBuilder graph, String outputs, String anchors) {
    Ops ops = graph.ops();
    String all = ops.reshape(outputs, 0, 3, COMPONENTS);
    String free = ops.mul(ops.gather(anchors, ops.longs(new long[FREE]), 1), ops.scalar(0f));
    String around = ops.concat(1, List.of(anchors, free));
    String scale = ops.add(part(ops, all, 2), ops.scalar(SCALE));
    return new Mixture(
        ops.softmax(part(ops, all, 0), 1),
        ops.add(ops.mul(part(ops, all, 1), ops.scalar(OFFSET)), around),
        ops.exp(ops.clip(scale, LEAST_SCALE, GREATEST_SCALE)));
  }

  private static String part(Ops ops, String all, long which) {
    return ops.gather(all, ops.scalar(which), 1);
  }

  /** Mean of the centres, {@code [N, 1]}: where grids are laid around. */
  String middle(Ops ops) {
    return ops.unsqueeze(ops.reduceSum(ops.mul(weights, centres), 1), 1);
  }

  /** A grid of that form around the middle, {@code [N, points]}. */
  static String grid(GraphBuilder graph, String middle, float[] points) {
    String offsets =
        graph.sharedConstant(Tensor.floats("grid", new long[] {1, points.length}, points));
    return graph.ops().add(middle, offsets);
  }

  /** Cumulative probability at each of {@code [N, points]}. */
  String cumulative(Ops ops, String points) {
    String apart = ops.sub(ops.unsqueeze(points, 2), ops.unsqueeze(centres, 1));
    String each = ops.sigmoid(ops.div(apart, ops.unsqueeze(scales, 1)));
    return ops.reduceSum(ops.mul(each, ops.unsqueeze(weights, 1)), 2);
  }
}
