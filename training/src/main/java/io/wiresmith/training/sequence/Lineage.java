package io.wiresmith.training.sequence;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a training begins with, and who keeps what it passes through.
 *
 * @param parent weights and moments of the optimizer to begin with; empty for fresh ones
 * @param epochs told the state behind each epoch, before the training's own checkpoint moves on: of
 *     an epoch that a killed process had ended, it may hear twice
 */
public record Lineage(Optional<TrainingState> parent, Consumer<TrainingState> epochs) {
  /** Fresh weights, and nobody keeps anything. */
  public static final Lineage NONE = new Lineage(Optional.empty(), state -> {});
}
