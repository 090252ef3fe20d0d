package io.wiresmith.training.bandwidth;

/**
 * Platt scaling (Platt 1999): the probability of a hit is {@code 1 / (1 + exp(-(slope * score +
 * intercept)))}. The slope is never negative: a greater score is never less sure.
 *
 * @param scores of the samples, in logits
 * @param hits whether they hit
 * @param weights how much they count
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LogisticLine(double[] scores, boolean[] hits, double[] weights) {
  private static final int NEWTON_STEPS = 25;
  private static final int HALVINGS = 30;

  /** A light pull to slope 1 and intercept 0 keeps both finite. */
  private static final double PULL = 1e-3;

  /**
   * Slope and intercept of the least weighted log loss, by Newton's method; a step that does not
   * make it less is halved.
   */
  double[] fit() {
    double[] line = {1, 0};
    double loss = loss(line);
    for (int step = 0; step < NEWTON_STEPS; step++) {
      double[] move = move(line);
      double length = 1;
      double[] next = moved(line, move, length);
      double less = loss(next);
      for (int i = 0; i < HALVINGS && !(less < loss); i++) {
        length /= 2;
        next = moved(line, move, length);
        less = loss(next);
      }
      if (!(less < loss)) {
        return line;
      }
      line = next;
      loss = less;
    }
    return line;
  }

  private static double[] moved(double[] line, double[] move, double length) {
    return new double[] {Math.max(0, line[0] - length * move[0]), line[1] - length * move[1]};
  }

  private double loss(double[] line) {
    double sum = PULL / 2 * ((line[0] - 1) * (line[0] - 1) + line[1] * line[1]);
    for (int i = 0; i < scores.length; i++) {
      double value = line[0] * scores[i] + line[1];
      double wrong = hits[i] ? -value : value;
      sum += weights[i] * (Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong))));
    }
    return sum;
  }

  private double[] move(double[] line) {
    double[] g = {PULL * (line[0] - 1), PULL * line[1]};
    double[] h = {PULL, 0, PULL};
    for (int i = 0; i < scores.length; i++) {
      double x = scores[i];
      double found = 1 / (1 + Math.exp(-(line[0] * x + line[1])));
      double off = weights[i] * (found - (hits[i] ? 1 : 0));
      double curve = weights[i] * found * (1 - found);
      g[0] += off * x;
      g[1] += off;
      h[0] += curve * x * x;
      h[1] += curve * x;
      h[2] += curve;
    }
    if (line[0] == 0 && g[0] > 0) { // at the bound: the intercept moves alone
      return new double[] {0, g[1] / h[2]};
    }
    double det = h[0] * h[2] - h[1] * h[1];
    return new double[] {(h[2] * g[0] - h[1] * g[1]) / det, (h[0] * g[1] - h[1] * g[0]) / det};
  }
}
