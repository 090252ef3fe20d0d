package io.wiresmith.training.fields;

/**
 * How far the scores of a message in the graph are from those of the network, each over 1 + its
 * size. Both round to single precision, and a recurrence of many steps may amplify that at a few
 * bytes: a trained network was .0024 from itself in double precision at one byte of a message of
 * 1,412, 2e-7 at half of them. A graph that is another one is far everywhere, or very far
 * somewhere.
 *
 * @param mean over all scores
 * @param most of one score
 * @param at the index of that score
 */
record ScoresApart(double mean, double most, int at) {
  /** Greatest mean difference of a message. */
  static final double MEAN = 1e-3;

  /** Greatest difference of one score. */
  static final double MOST = 0.05;

  /** Compares the scores of the graph with as many of the network, from there on. */
  static ScoresApart of(float[] graph, float[] network, int from) {
    double sum = 0;
    double most = 0;
    int at = 0;
    for (int i = 0; i < graph.length; i++) {
      double apart = Math.abs(graph[i] - network[from + i]) / (1 + Math.abs(network[from + i]));
      sum += apart;
      if (!(apart <= most) && !Double.isNaN(most)) {
        most = apart;
        at = i;
      }
    }
    return new ScoresApart(graph.length == 0 ? 0 : sum / graph.length, most, at);
  }

  /** Whether rounding explains it; never where a score is no number. */
  boolean rounded() {
    return mean <= MEAN && most <= MOST;
  }
}
