package io.wiresmith.training.sequence;

import java.util.List;

/**
 * The parameters that a training found. Holds no native memory.
 *
 * @param weights the parameters of the best epoch
 * @param last the parameters of the last epoch
 * @param history the figures, epoch by epoch
 * @param bestEpoch the epoch whose parameters were kept, from 1
 */
public record FittedWeights(
    List<float[]> weights, List<float[]> last, List<EpochFigures> history, int bestEpoch) {
  /** Copies the lists. */
  public FittedWeights {
    weights = List.copyOf(weights);
    last = List.copyOf(last);
    history = List.copyOf(history);
  }
}
