package io.wiresmith.onnx.crf;

import io.wiresmith.core.fields.TagScheme;
import java.util.ArrayList;
import java.util.List;

/** One sequence decoded by plain loops over scores, and by trying every sequence of tags. */
final class PlainChain {
  private final TagScheme scheme;
  private final CrfLayer layer;
  private final float[][] emissions;
  private final int tags;

  PlainChain(CrfLayer layer, float[][] emissions) {
    this.scheme = layer.scheme();
    this.layer = layer;
    this.emissions = emissions;
    this.tags = scheme.size();
  }

  private double start(int tag) {
    return scheme.mayStart(tag) ? layer.start()[tag] : ChainScores.FORBIDDEN;
  }

  private double step(int from, int to) {
    return scheme.mayFollow(from, to)
        ? layer.transitions()[from * tags + to]
        : ChainScores.FORBIDDEN;
  }

  private double leaning(int from, int to) {
    return step(from, to) + (scheme.isBegin(to) ? layer.lean() : 0);
  }

  /** The best tags, the first of equals. */
  int[] viterbi() {
    int length = emissions.length;
    double[] best = new double[tags];
    int[][] before = new int[length][tags];
    for (int tag = 0; tag < tags; tag++) {
      best[tag] = start(tag) + emissions[0][tag];
    }
    for (int t = 1; t < length; t++) {
      double[] next = new double[tags];
      for (int to = 0; to < tags; to++) {
        int from = bestBefore(best, to);
        before[t][to] = from;
        next[to] = best[from] + leaning(from, to) + emissions[t][to];
      }
      best = next;
    }
    int last = 0;
    for (int tag = 1; tag < tags; tag++) {
      last = best[tag] + layer.end()[tag] > best[last] + layer.end()[last] ? tag : last;
    }
    int[] path = new int[length];
    for (int t = length - 1; t >= 0; t--) {
      path[t] = last;
      last = before[t][last];
    }
    return path;
  }

  private int bestBefore(double[] best, int to) {
    int from = 0;
    for (int tag = 1; tag < tags; tag++) {
      from = best[tag] + leaning(tag, to) > best[from] + leaning(from, to) ? tag : from;
    }
    return from;
  }

  /** Log weights of all ways to each tag, emission included, {@code [t][tag]}. */
  private double[][] alphas() {
    double[][] alpha = new double[emissions.length][tags];
    for (int t = 0; t < alpha.length; t++) {
      for (int to = 0; to < tags; to++) {
        double[] ways = new double[tags];
        for (int from = 0; from < tags; from++) {
          ways[from] = t == 0 ? ChainScores.FORBIDDEN : alpha[t - 1][from] + step(from, to);
        }
        alpha[t][to] = (t == 0 ? start(to) : logSum(ways)) + emissions[t][to];
      }
    }
    return alpha;
  }

  /** Log weights of all ways from each tag, its own emission left out. */
  private double[][] betas() {
    double[][] beta = new double[emissions.length][tags];
    for (int t = beta.length - 1; t >= 0; t--) {
      for (int from = 0; from < tags; from++) {
        double[] ways = new double[tags];
        for (int to = 0; to < tags; to++) {
          ways[to] =
              t == beta.length - 1
                  ? ChainScores.FORBIDDEN
                  : step(from, to) + emissions[t + 1][to] + beta[t + 1][to];
        }
        beta[t][from] = t == beta.length - 1 ? layer.end()[from] : logSum(ways);
      }
    }
    return beta;
  }

  /** Probability of each tag at each position. */
  double[][] marginals() {
    double[][] alpha = alphas();
    double[][] beta = betas();
    double[][] marginals = new double[emissions.length][tags];
    for (int t = 0; t < marginals.length; t++) {
      double[] joint = new double[tags];
      for (int tag = 0; tag < tags; tag++) {
        joint[tag] = alpha[t][tag] + beta[t][tag];
      }
      double all = logSum(joint);
      for (int tag = 0; tag < tags; tag++) {
        marginals[t][tag] = Math.exp(joint[tag] - all);
      }
    }
    return marginals;
  }

  /** Probability that there is exactly this segment, by the scores along it. */
  double segment(int from, int until, int type) {
    double[][] alpha = alphas();
    double[][] beta = betas();
    double sum = alpha[from][scheme.begin(type)];
    int inside = scheme.inside(type);
    int last = scheme.begin(type);
    for (int t = from + 1; t < until; t++) {
      sum += step(last, inside) + emissions[t][inside];
      last = inside;
    }
    double[] all = new double[tags];
    for (int tag = 0; tag < tags; tag++) {
      all[tag] = alpha[0][tag] + beta[0][tag];
    }
    if (until == emissions.length) {
      return Math.exp(sum + layer.end()[last] - logSum(all));
    }
    double[] leaving = new double[tags];
    for (int tag = 0; tag < tags; tag++) {
      leaving[tag] =
          scheme.isBegin(tag)
              ? step(last, tag) + emissions[until][tag] + beta[until][tag]
              : ChainScores.FORBIDDEN;
    }
    return Math.exp(sum + logSum(leaving) - logSum(all));
  }

  private static double logSum(double[] values) {
    double greatest = values[0];
    for (double value : values) {
      greatest = Math.max(greatest, value);
    }
    double sum = 0;
    for (double value : values) {
      sum += Math.exp(value - greatest);
    }
    return greatest + Math.log(sum);
  }

  /** Every sequence of tags that is allowed, with its probability. */
  List<Weighted> everySequence() {
    List<Weighted> all = new ArrayList<>();
    extend(new int[emissions.length], 0, 0, all);
    double sum = all.stream().mapToDouble(way -> Math.exp(way.score)).sum();
    return all.stream().map(way -> new Weighted(way.path, Math.exp(way.score) / sum)).toList();
  }

  private void extend(int[] path, int at, double score, List<Weighted> all) {
    if (at == path.length) {
      all.add(new Weighted(path.clone(), score + layer.end()[path[at - 1]]));
      return;
    }
    for (int tag = 0; tag < tags; tag++) {
      boolean may = at == 0 ? scheme.mayStart(tag) : scheme.mayFollow(path[at - 1], tag);
      if (may) {
        path[at] = tag;
        double step = at == 0 ? start(tag) : step(path[at - 1], tag);
        extend(path, at + 1, score + step + emissions[at][tag], all);
      }
    }
  }

  /**
   * A sequence of tags.
   *
   * @param path the tags
   * @param score their score, or probability
   */
  record Weighted(int[] path, double score) {}
}
