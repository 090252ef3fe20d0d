package io.wiresmith.training.sequence;

import java.util.List;

/**
 * A trained network. Holds no native memory.
 *
 * @param weights the parameters of the best epoch
 * @param history the figures, epoch by epoch
 * @param bestEpoch the epoch whose parameters were kept, from 1
 */
public record FittedSequence(LstmWeights weights, List<EpochFigures> history, int bestEpoch) {
  /** Copies the history. */
  public FittedSequence {
    history = List.copyOf(history);
  }
}
