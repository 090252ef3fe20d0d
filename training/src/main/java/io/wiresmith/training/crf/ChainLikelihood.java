package io.wiresmith.training.crf;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.List;

/**
 * The negative log-likelihood of a linear-chain conditional random field (Lafferty, McCallum and
 * Pereira, 2001) and its exact gradients by scaled forward-backward (Rabiner, 1989): expected less
 * observed counts. Emissions count as {@value #RANGE} below the greatest of their position at
 * least, as in the exported graph. For one set of parameters: make it anew after each step of an
 * optimizer. Sums are made in 64 bits and in one order, so that results repeat to the bit. Not
 * thread-safe.
 */
public final class ChainLikelihood {
  private static final double RANGE = 300;

  private final ChainParameters parameters;
  private final int tags;
  private final double[] steps;
  private final double[] starts;
  private final double[] ends;

  /** For parameters as they are now. */
  public ChainLikelihood(ChainParameters parameters) {
    this.parameters = parameters;
    this.tags = parameters.scheme().size();
    this.steps = new double[tags * tags];
    this.starts = new double[tags];
    this.ends = new double[tags];
    for (int from = 0; from < tags; from++) {
      starts[from] = Math.exp(parameters.first(from));
      ends[from] = Math.exp(parameters.end()[from]);
      for (int to = 0; to < tags; to++) {
        steps[from * tags + to] = Math.exp(parameters.step(from, to));
      }
    }
  }

  /**
   * Mean loss and gradients of a batch.
   *
   * @param emissions {@code [N, L, tags]}; what lies past an end is not read
   * @param truth for each sequence the true tags, L at most; its length is the sequence's.
   *     Sequences without a tag are passed over
   * @throws WiresmithException {@code INTERNAL} if true tags may not follow each other
   */
  public ChainGradient of(float[] emissions, List<int[]> truth) {
    int longest = emissions.length / Math.max(1, truth.size() * tags);
    Sums sums = new Sums(emissions.length);
    double loss = 0;
    for (int n = 0; n < truth.size(); n++) {
      if (truth.get(n).length > 0) {
        Chain chain = new Chain(emissions, n * longest * tags, truth.get(n));
        chain.pass();
        loss += chain.loss();
        chain.add(sums, truth.size());
      }
    }
    return sums.gradient(loss / Math.max(1, truth.size()));
  }

  /** What all sequences add to. */
  private final class Sums {
    private final float[] emissions;
    private final double[] pairs = new double[tags * tags];
    private final double[] observed = new double[tags * tags];
    private final double[] first = new double[tags];
    private final double[] last = new double[tags];

    Sums(int emissions) {
      this.emissions = new float[emissions];
    }

    ChainGradient gradient(double loss) {
      float[] transitions = new float[tags * tags];
      for (int i = 0; i < transitions.length; i++) {
        transitions[i] = (float) (pairs[i] * steps[i] - observed[i]);
      }
      return new ChainGradient(loss, emissions, List.of(transitions, floats(first), floats(last)));
    }

    private float[] floats(double[] values) {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }

  /** One sequence. */
  private final class Chain {
    private final float[] emissions;
    private final int offset;
    private final int[] truth;
    private final double[] weights;
    private final double[] forward;
    private final double[] backward;
    private final double[] scales;
    private double logs;

    Chain(float[] emissions, int offset, int[] truth) {
      this.emissions = emissions;
      this.offset = offset;
      this.truth = truth;
      this.weights = new double[truth.length * tags];
      this.forward = new double[truth.length * tags];
      this.backward = new double[truth.length * tags];
      this.scales = new double[truth.length + 1];
    }

    void pass() {
      for (int t = 0; t < truth.length; t++) {
        weigh(t * tags);
      }
      forward();
      backward();
    }

    /** Weights of the emissions of a position, the greatest 1. */
    private void weigh(int at) {
      float greatest = emissions[offset + at];
      for (int tag = 1; tag < tags; tag++) {
        greatest = Math.max(greatest, emissions[offset + at + tag]);
      }
      for (int tag = 0; tag < tags; tag++) {
        double below = (double) emissions[offset + at + tag] - greatest;
        weights[at + tag] = Math.exp(Math.max(below, -RANGE));
      }
      logs += greatest;
    }

    private void forward() {
      for (int t = 0; t < truth.length; t++) {
        int at = t * tags;
        if (t == 0) {
          System.arraycopy(starts, 0, forward, 0, tags);
        } else {
          spread(at);
        }
        double scale = 0;
        for (int tag = 0; tag < tags; tag++) {
          forward[at + tag] *= weights[at + tag];
          scale += forward[at + tag];
        }
        for (int tag = 0; tag < tags; tag++) {
          forward[at + tag] /= scale;
        }
        scales[t] = scale;
        logs += Math.log(scale);
      }
      int last = (truth.length - 1) * tags;
      double scale = 0;
      for (int tag = 0; tag < tags; tag++) {
        scale += forward[last + tag] * ends[tag];
      }
      scales[truth.length] = scale;
      logs += Math.log(scale);
    }

    /** Adds all ways from the position before. */
    private void spread(int at) {
      for (int from = 0; from < tags; from++) {
        double weight = forward[at - tags + from];
        int row = from * tags;
        for (int to = 0; to < tags; to++) {
          forward[at + to] += weight * steps[row + to];
        }
      }
    }

    private void backward() {
      int last = truth.length - 1;
      for (int tag = 0; tag < tags; tag++) {
        backward[last * tags + tag] = ends[tag] / scales[truth.length];
      }
      double[] next = new double[tags];
      for (int t = last - 1; t >= 0; t--) {
        fillNext(next, t + 1);
        for (int from = 0; from < tags; from++) {
          double sum = 0;
          int row = from * tags;
          for (int to = 0; to < tags; to++) {
            sum += steps[row + to] * next[to];
          }
          backward[t * tags + from] = sum;
        }
      }
    }

    private void fillNext(double[] next, int t) {
      for (int tag = 0; tag < tags; tag++) {
        next[tag] = weights[t * tags + tag] * backward[t * tags + tag] / scales[t];
      }
    }

    /** Negative log-likelihood of the true tags. */
    double loss() {
      double score = parameters.first(truth[0]) + parameters.end()[truth[truth.length - 1]];
      for (int t = 0; t < truth.length; t++) {
        score += emissions[offset + t * tags + truth[t]];
        if (t > 0) {
          score += parameters.step(truth[t - 1], truth[t]);
        }
      }
      if (score == Double.NEGATIVE_INFINITY) {
        throw new WiresmithException(
            ErrorCode.INTERNAL,
            "True tags of %d positions hold a step that the scheme forbids; make them by it."
                .formatted(truth.length));
      }
      return logs - score;
    }

    /** Adds expected less observed counts, divided by the number of sequences. */
    void add(Sums sums, int sequences) {
      double share = 1.0 / sequences;
      double[] next = new double[tags];
      for (int t = 0; t < truth.length; t++) {
        int at = t * tags;
        for (int tag = 0; tag < tags; tag++) {
          double expected = forward[at + tag] * backward[at + tag];
          double less = tag == truth[t] ? 1 : 0;
          sums.emissions[offset + at + tag] = (float) ((expected - less) * share);
        }
        if (t > 0) {
          fillNext(next, t);
          addPairs(sums.pairs, at - tags, next, share);
          sums.observed[truth[t - 1] * tags + truth[t]] += share;
        }
      }
      int last = (truth.length - 1) * tags;
      for (int tag = 0; tag < tags; tag++) {
        sums.first[tag] += forward[tag] * backward[tag] * share;
        sums.last[tag] += forward[last + tag] * backward[last + tag] * share;
      }
      sums.first[truth[0]] -= share;
      sums.last[truth[truth.length - 1]] -= share;
    }

    private void addPairs(double[] pairs, int before, double[] next, double share) {
      for (int from = 0; from < tags; from++) {
        double weight = forward[before + from] * share;
        int row = from * tags;
        for (int to = 0; to < tags; to++) {
          pairs[row + to] += weight * next[to];
        }
      }
    }
  }
}
