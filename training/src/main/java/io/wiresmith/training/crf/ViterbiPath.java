package io.wiresmith.training.crf;

/**
 * The best tags by Viterbi's algorithm (1967), by the same sums in the same order as the exported
 * graph: both give the same tags, also where ways are equally good (then the tag of the lower id).
 * Immutable.
 */
public final class ViterbiPath {
  private final ChainParameters parameters;
  private final int tags;
  private final double[] steps;

  /** For parameters as they are now. */
  public ViterbiPath(ChainParameters parameters) {
    this(parameters, 0);
  }

  /**
   * For parameters as they are now.
   *
   * @param lean added to the score of each step to a tag that begins a segment
   */
  public ViterbiPath(ChainParameters parameters, double lean) {
    this.parameters = parameters;
    this.tags = parameters.scheme().size();
    this.steps = new double[tags * tags];
    for (int from = 0; from < tags; from++) {
      for (int to = 0; to < tags; to++) {
        steps[from * tags + to] =
            parameters.step(from, to) + (parameters.scheme().isBegin(to) ? lean : 0);
      }
    }
  }

  /**
   * The tags of one sequence.
   *
   * @param emissions {@code [.., tags]}
   * @param offset where the sequence begins in them
   * @param length its positions
   */
  public int[] of(float[] emissions, int offset, int length) {
    if (length == 0) {
      return new int[0];
    }
    int[] before = new int[length * tags];
    double[] best = new double[tags];
    for (int tag = 0; tag < tags; tag++) {
      best[tag] = parameters.first(tag) + emissions[offset + tag];
    }
    for (int t = 1; t < length; t++) {
      best = next(best, before, t * tags, emissions, offset + t * tags);
    }
    for (int tag = 0; tag < tags; tag++) {
      best[tag] += parameters.end()[tag];
    }
    return back(before, greatest(best), length);
  }

  private double[] next(double[] best, int[] before, int row, float[] emissions, int at) {
    double[] next = new double[tags];
    for (int to = 0; to < tags; to++) {
      int from = 0;
      for (int tag = 1; tag < tags; tag++) {
        if (best[tag] + steps[tag * tags + to] > best[from] + steps[from * tags + to]) {
          from = tag;
        }
      }
      before[row + to] = from;
      next[to] = best[from] + steps[from * tags + to] + emissions[at + to];
    }
    return next;
  }

  private int greatest(double[] values) {
    int greatest = 0;
    for (int tag = 1; tag < tags; tag++) {
      greatest = values[tag] > values[greatest] ? tag : greatest;
    }
    return greatest;
  }

  private int[] back(int[] before, int last, int length) {
    int[] path = new int[length];
    path[length - 1] = last;
    for (int t = length - 1; t > 0; t--) {
      path[t - 1] = before[t * tags + path[t]];
    }
    return path;
  }
}
