package io.wiresmith.training.bandwidth;

import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.graph.Attribute;
import io.wiresmith.onnx.graph.GraphBuilder;
import io.wiresmith.onnx.graph.Ops;
import java.util.List;

/**
 * The median of the last values up to each step, as nodes. It forgets a pulse that a mean keeps and
 * the last value repeats. What was not known yet is left out: half of it counts as very great, half
 * as 0.
 *
 * @param steps steps of the window
 * @param great above every value
 */
record RollingMedian(GraphBuilder graph, int steps, float great) {
  /**
   * The medians.
   *
   * @param value {@code [N, L]}, at least 0, a gap filled with the value before
   * @param known {@code [N, L]}, 1 from the first known value on
   * @param count how many values, odd
   * @return {@code [N, L]}
   */
  String of(String value, String known, int count) {
    Ops ops = graph.ops();
    String indices = indices(count);
    String before = ops.mul(ops.gather(known, indices, 1), inside(count));
    String there = ops.greater(before, ops.scalar(0f));
    String filled = ops.where(there, ops.gather(value, indices, 1), halves(count));
    long lower = (count + 1) / 2;
    String least =
        graph
            .nodes(
                "",
                "TopK",
                List.of(filled, ops.longs(lower)),
                2,
                Attribute.integer("largest", 0),
                Attribute.integer("sorted", 1))
            .get(0);
    return ops.gather(least, ops.scalar(lower - 1), 2);
  }

  /** The steps that each step looks at, {@code [L, count]}. */
  private String indices(int count) {
    long[] indices = new long[steps * count];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = Math.max(0, i / count - i % count);
    }
    return graph.sharedConstant(Tensor.longs("last_" + count, new long[] {steps, count}, indices));
  }

  /** 1 where such a step lies in the window, {@code [L, count]}. */
  private String inside(int count) {
    float[] inside = new float[steps * count];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = i / count >= i % count ? 1 : 0;
    }
    return graph.sharedConstant(
        Tensor.floats("inside_" + count, new long[] {steps, count}, inside));
  }

  /** In turn very great and 0, so that what is missing does not move the middle. */
  private String halves(int count) {
    float[] halves = new float[count];
    for (int i = 0; i < count; i += 2) {
      halves[i] = great;
    }
    return graph.sharedConstant(Tensor.floats("halves_" + count, new long[] {count}, halves));
  }
}
