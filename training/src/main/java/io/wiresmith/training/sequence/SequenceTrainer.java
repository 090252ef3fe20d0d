package io.wiresmith.training.sequence;

import java.util.function.LongConsumer;

/** Trains a stack of LSTM layers, see {@link NetworkTrainer}. */
public final class SequenceTrainer {
  private final LstmLearner learner;
  private final NetworkTrainer trainer;

  /** A trainer of one network. */
  public SequenceTrainer(SequenceTask task, SequenceSettings settings, SequenceRun run) {
    this(task, settings, run, count -> {});
  }

  /** Tells the number of arrays of the base manager after each epoch: it must not grow. */
  SequenceTrainer(
      SequenceTask task, SequenceSettings settings, SequenceRun run, LongConsumer arrays) {
    this.learner = new LstmLearner(task, settings, run.seed());
    this.trainer = new NetworkTrainer(learner, settings, run, Lineage.NONE, arrays);
  }

  /** Trains, or goes on where a process was killed; throws as {@link NetworkTrainer#fit} does. */
  public FittedSequence fit() {
    FittedWeights fitted = trainer.fit();
    return new FittedSequence(
        learner.weights(fitted.weights()), fitted.history(), fitted.bestEpoch());
  }
}
