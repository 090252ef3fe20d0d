package io.wiresmith.training.sequence;

import java.util.Map;

/**
 * The figures of one epoch.
 *
 * @param epoch from 1
 * @param training mean loss of its batches, dropout on
 * @param validation what is to be least on the validation part, dropout off (the mean loss, if its
 *     learner says no other); NaN where there is none
 * @param figures further figures of the validation part, means over its targets
 * @param seconds how long it took; not part of any digest
 */
public record EpochFigures(
    int epoch, double training, double validation, Map<String, Double> figures, double seconds) {
  /** Copies the map. */
  public EpochFigures {
    figures = Map.copyOf(figures);
  }
}
