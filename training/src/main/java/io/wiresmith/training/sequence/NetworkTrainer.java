package io.wiresmith.training.sequence;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.training.torch.TorchEngine;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;

/**
 * Trains a network. Equal learners, settings and seeds give equal bytes for one thread, whether the
 * training was interrupted or not: batches, dropout and learning rate follow from seed, epoch and
 * batch alone, and the checkpoint holds the rest. One training at a time in a process.
 */
public final class NetworkTrainer {
  private final Learner learner;
  private final SequenceSettings settings;
  private final SequenceRun run;
  private final CheckpointFile checkpoint;
  private final Lineage lineage;
  private final LongConsumer arrays;
  private long saved = System.nanoTime();

  /** A trainer of one network. */
  public NetworkTrainer(Learner learner, SequenceSettings settings, SequenceRun run) {
    this(learner, settings, run, Lineage.NONE);
  }

  /** A trainer that begins where another ended, or whose epochs are kept. */
  public NetworkTrainer(
      Learner learner, SequenceSettings settings, SequenceRun run, Lineage lineage) {
    this(learner, settings, run, lineage, count -> {});
  }

  /** Tells the number of arrays of the base manager after each epoch: it must not grow. */
  NetworkTrainer(
      Learner learner,
      SequenceSettings settings,
      SequenceRun run,
      Lineage lineage,
      LongConsumer arrays) {
    this.learner = learner;
    this.settings = settings;
    this.run = run;
    this.checkpoint = new CheckpointFile(run.checkpoint(), run.identity());
    this.lineage = lineage;
    this.arrays = arrays;
  }

  /**
   * Trains, or goes on where a process was killed.
   *
   * @throws WiresmithException {@code TRAINING_FAILED} if a loss is no number, naming the batch;
   *     the last good checkpoint is kept
   */
  public FittedWeights fit() {
    List<float[]> fresh = learner.fresh();
    Progression state =
        checkpoint
            .read(fresh, run.lines())
            .orElseGet(
                () ->
                    lineage
                        .parent()
                        .map(Progression::from)
                        .orElseGet(() -> Progression.fresh(fresh)));
    TorchEngine.engine();
    try (NDManager base = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
      EpochClock clock = new EpochClock(run.lines(), settings.epochs());
      while (!state.over(settings)) {
        clock.begin(state, learner.batches(state.epoch));
        epoch(base, state, clock);
        lineage.epochs().accept(state.ended());
        arrays.accept(base.getManagedArrays().size());
        save(state);
      }
    }
    return new FittedWeights(state.best, state.weights, state.history, state.bestEpoch);
  }

  private void save(Progression state) {
    checkpoint.write(state);
    saved = System.nanoTime();
  }

  private void epoch(NDManager base, Progression state, EpochClock clock) {
    int batches = learner.batches(state.epoch);
    for (; state.batch < batches; ) {
      state.lossSum += step(base, state);
      state.batch++;
      clock.tell(state);
      if (System.nanoTime() - saved > run.saveEvery().toNanos()) {
        save(state);
      }
    }
    double mean = state.lossSum / Math.max(1, batches);
    EpochFigures figures = validated(base, state, mean, clock);
    run.epochs().accept(figures);
    clock.end(figures);
    state.close(figures);
  }

  private double step(NDManager base, Progression state) {
    TorchEngine.engine().setRandomSeed(mix(state.epoch, state.batch));
    try (NDManager scope = base.newSubManager()) {
      Learner.Step step = learner.step(scope, state.weights, state.epoch, state.batch);
      double norm =
          Double.isFinite(step.loss())
              ? state.adam.step(
                  state.weights,
                  step.gradients(),
                  settings.rate(state.epoch),
                  settings.weightDecay(),
                  settings.clipNorm())
              : Double.NaN;
      if (!Double.isFinite(norm)) {
        throw diverged(state, step.loss(), norm);
      }
      return step.loss();
    }
  }

  private WiresmithException diverged(Progression state, double loss, double norm) {
    return new WiresmithException(
        ErrorCode.TRAINING_FAILED,
        "In batch %d of epoch %d the loss is %s and the gradient's norm %s; both must be numbers. The last good checkpoint is kept: %s. Lower learning-rate or clip-norm, or look at the data."
            .formatted(state.batch + 1, state.epoch, loss, norm, checkpoint.file()));
  }

  private EpochFigures validated(
      NDManager base, Progression state, double training, EpochClock clock) {
    Learner.Judgement judged = learner.judge(base, state.weights);
    return new EpochFigures(
        state.epoch, training, judged.objective(), judged.figures(), clock.seconds());
  }

  /** Torch's generator cannot be saved, so each batch starts it anew; 31 bits are enough. */
  private int mix(int epoch, int batch) {
    long seed = (run.seed() * 1_000_003L + epoch) * 1_000_033L + batch;
    return (int) (new SplittableRandom(seed).nextLong() & 0x7fffffff);
  }
}
