package io.wiresmith.training.bandwidth;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.wiresmith.core.bandwidth.ForecastHit;
import io.wiresmith.training.sequence.SequenceBatch;
import java.util.Map;

/**
 * Windows with what came next at each step behind the warm-up.
 *
 * @param rows windows
 * @param steps steps of each
 * @param warmUp steps that are not learned from
 * @param features {@code [rows, steps, WIDTH]}
 * @param anchors {@code [rows, steps - warmUp, COMPONENTS]}
 * @param next {@code [rows, steps - warmUp]}, 0 where not measured
 * @param weights 1 where the target was measured, else 0
 * @param objective what is minimised
 */
record WindowBatch(
    int rows,
    int steps,
    int warmUp,
    float[] features,
    float[] anchors,
    float[] next,
    float[] weights,
    MixtureLoss objective)
    implements SequenceBatch {
  @Override
  public NDArray inputs(NDManager scope) {
    return scope.create(features, new Shape(rows, steps, LinkFeatures.WIDTH));
  }

  @Override
  public NDArray loss(NDArray outputs) {
    NDManager scope = outputs.getManager();
    long learned = steps - warmUp;
    return objective.of(
        outputs.get(new NDIndex(":, {}:", warmUp)),
        scope.create(anchors, new Shape(rows, learned, Mixture.COMPONENTS)),
        scope.create(next, new Shape(rows, learned, 1)),
        scope.create(weights, new Shape(rows, learned)));
  }

  @Override
  public long targets() {
    long count = 0;
    for (float weight : weights) {
      count += weight > 0 ? 1 : 0;
    }
    return count;
  }

  /** Hits of the mixture's mean centre: a lower bound of what the graph reaches. */
  @Override
  public Map<String, Double> sums(NDArray outputs) {
    float[] all = outputs.get(new NDIndex(":, {}:", warmUp)).toFloatArray();
    double hits = 0;
    double off = 0;
    for (int i = 0; i < next.length; i++) {
      if (weights[i] > 0) {
        double error = middle(all, i) - next[i];
        hits += Math.abs(Math.expm1(error)) <= ForecastHit.WITHIN ? 1 : 0;
        off += Math.abs(error);
      }
    }
    return Map.of("within_20", hits, "mean_log_error", off);
  }

  private double middle(float[] outputs, int target) {
    int at = target * Mixture.OUTPUTS;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < Mixture.COMPONENTS; c++) {
      greatest = Math.max(greatest, outputs[at + c]);
    }
    double sum = 0;
    double middle = 0;
    for (int c = 0; c < Mixture.COMPONENTS; c++) {
      double weight = Math.exp(outputs[at + c] - greatest);
      sum += weight;
      middle +=
          weight
              * (outputs[at + Mixture.COMPONENTS + c] * Mixture.OFFSET
                  + anchors[target * Mixture.COMPONENTS + c]);
    }
    return middle / sum;
  }
}
