package io.wiresmith.onnx.crf;

import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.onnx.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The scores of a chain with one tag more, {@code PAD}, which stands behind the end of a sequence:
 * the score of an end is that of the step to {@code PAD}, so that sequences of all lengths take the
 * same steps. What may not follow has a score that nothing makes up for, and the weight 0.
 */
final class ChainScores {
  /** The score of what is forbidden: no sum of 65,535 emissions comes near it. */
  static final double FORBIDDEN = -1e30;

  private final TagScheme scheme;
  private final int size;
  private final double lean;
  private final double[] steps;
  private final double[] start;

  ChainScores(CrfLayer layer) {
    this.scheme = layer.scheme();
    this.lean = layer.lean();
    int tags = scheme.size();
    this.size = tags + 1;
    this.steps = new double[size * size];
    this.start = new double[size];
    for (int from = 0; from < tags; from++) {
      this.start[from] = scheme.mayStart(from) ? layer.start()[from] : FORBIDDEN;
      for (int to = 0; to < tags; to++) {
        boolean may = scheme.mayFollow(from, to);
        steps[from * size + to] = may ? layer.transitions()[from * tags + to] : FORBIDDEN;
      }
      steps[from * size + tags] = layer.end()[from];
      steps[tags * size + from] = FORBIDDEN;
    }
  }

  /** Number of tags, {@code PAD} included. */
  int size() {
    return size;
  }

  /** The tag {@code PAD}. */
  int pad() {
    return size - 1;
  }

  /** Scores of steps as the decoding takes them, {@code [from, to]}. */
  Tensor leaningSteps() {
    double[] leaning = steps.clone();
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size - 1; to++) {
        leaning[from * size + to] += scheme.isBegin(to) ? lean : 0;
      }
    }
    return Tensor.doubles("steps", new long[] {size, size}, leaning);
  }

  /** Scores of the first tag. */
  Tensor start() {
    return Tensor.doubles("start", new long[] {size}, start);
  }

  /** Weights of the first tag. */
  Tensor startWeights() {
    return Tensor.doubles("start_weights", new long[] {size}, exp(start));
  }

  /** Weights of steps, forward {@code [0, from, to]} and backward {@code [1, to, from]}. */
  Tensor stepWeights() {
    double[] weights = exp(steps);
    double[] both = new double[2 * weights.length];
    for (int from = 0; from < size; from++) {
      for (int to = 0; to < size; to++) {
        both[from * size + to] = weights[from * size + to];
        both[(size + to) * size + from] = weights[from * size + to];
      }
    }
    return Tensor.doubles("step_weights", new long[] {2, size, size}, both);
  }

  /** Scores of emissions behind the end: {@code PAD} alone. */
  Tensor padding() {
    double[] padding = new double[size];
    java.util.Arrays.fill(padding, 0, size - 1, FORBIDDEN);
    return Tensor.doubles("padding", new long[] {size}, padding);
  }

  /** For each tag the one that goes on with its segment. */
  Tensor inside() {
    long[] inside = new long[size];
    for (int tag = 0; tag < size - 1; tag++) {
      inside[tag] = scheme.inside(scheme.type(tag));
    }
    inside[size - 1] = size - 1;
    return Tensor.longs("inside", new long[] {size}, inside);
  }

  /** For each tag the weight of the step to the one that goes on with its segment. */
  Tensor insideWeights() {
    double[] weights = new double[size];
    long[] inside = inside().longs();
    for (int tag = 0; tag < size; tag++) {
      weights[tag] = Math.exp(steps[tag * size + (int) inside[tag]]);
    }
    return Tensor.doubles("inside_weights", new long[] {size}, weights);
  }

  /** For each tag 1 if a segment begins with it, else 0. */
  Tensor begins() {
    double[] begins = new double[size];
    for (int tag = 0; tag < size - 1; tag++) {
      begins[tag] = scheme.isBegin(tag) ? 1 : 0;
    }
    return Tensor.doubles("begins", new long[] {size}, begins);
  }

  /** For each tag the type that it carries, -1 for {@code PAD}. */
  Tensor types() {
    List<Long> types = new ArrayList<>();
    for (int tag = 0; tag < size - 1; tag++) {
      types.add((long) scheme.type(tag));
    }
    types.add(-1L);
    return Tensor.longs(
        "types", new long[] {size}, types.stream().mapToLong(Long::longValue).toArray());
  }

  private static double[] exp(double[] scores) {
    double[] weights = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      weights[i] = Math.exp(scores[i]);
    }
    return weights;
  }
}
