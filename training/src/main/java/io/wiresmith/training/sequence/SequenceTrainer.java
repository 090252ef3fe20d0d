package io.wiresmith.training.sequence;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.training.torch.TorchEngine;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Trains a stack of LSTM layers. Equal tasks, settings and seeds give equal bytes for one thread,
 * whether the training was interrupted or not: batches, dropout and learning rate follow from seed,
 * epoch and batch alone, and the checkpoint holds the rest. One training at a time in a process.
 */
public final class SequenceTrainer {
  private final SequenceTask task;
  private final SequenceSettings settings;
  private final SequenceRun run;
  private final CheckpointFile checkpoint;
  private final LongConsumer arrays;
  private long saved = System.nanoTime();

  /** A trainer of one network. */
  public SequenceTrainer(SequenceTask task, SequenceSettings settings, SequenceRun run) {
    this(task, settings, run, count -> {});
  }

  /** Tells the number of arrays of the base manager after each epoch: it must not grow. */
  SequenceTrainer(
      SequenceTask task, SequenceSettings settings, SequenceRun run, LongConsumer arrays) {
    this.task = task;
    this.settings = settings;
    this.run = run;
    this.checkpoint = new CheckpointFile(run.checkpoint(), run.identity());
    this.arrays = arrays;
  }

  /**
   * Trains, or goes on where a process was killed.
   *
   * @throws WiresmithException {@code TRAINING_FAILED} if a loss is no number, naming the batch;
   *     the last good checkpoint is kept
   */
  public FittedSequence fit() {
    LstmWeights fresh =
        LstmWeights.fresh(task.width(), settings.hidden(), task.outputs(), run.seed());
    Progression state =
        checkpoint.read(fresh, run.lines()).orElseGet(() -> Progression.fresh(fresh));
    TorchEngine.engine();
    try (NDManager base = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
      EpochClock clock = new EpochClock(run.lines(), settings.epochs());
      while (!state.over(settings)) {
        clock.begin(state, task.batches(state.epoch));
        epoch(base, state, clock);
        arrays.accept(base.getManagedArrays().size());
        save(state);
      }
    }
    return new FittedSequence(state.best, state.history, state.bestEpoch);
  }

  private void save(Progression state) {
    checkpoint.write(state);
    saved = System.nanoTime();
  }

  private void epoch(NDManager base, Progression state, EpochClock clock) {
    int batches = task.batches(state.epoch);
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
      SequenceBatch batch = task.batch(state.epoch, state.batch);
      LstmForward network = LstmForward.on(scope, state.weights, true);
      double value;
      try (GradientCollector gradients = TorchEngine.engine().newGradientCollector()) {
        NDArray outputs = network.outputs(batch.inputs(scope), settings.dropout());
        NDArray loss = batch.loss(outputs);
        gradients.backward(loss);
        value = loss.getFloat();
      }
      double norm =
          Double.isFinite(value)
              ? state.adam.step(
                  state.weights.arrays(),
                  network.gradients(),
                  settings.rate(state.epoch),
                  settings.weightDecay(),
                  settings.clipNorm())
              : Double.NaN;
      if (!Double.isFinite(norm)) {
        throw diverged(state, value, norm);
      }
      return value;
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
    Map<String, Double> sums = new TreeMap<>();
    double loss = 0;
    long targets = 0;
    for (int i = 0; i < task.validationBatches(); i++) {
      try (NDManager scope = base.newSubManager()) {
        SequenceBatch batch = task.validation(i);
        LstmForward network = LstmForward.on(scope, state.weights, false);
        NDArray outputs = network.outputs(batch.inputs(scope), 0);
        loss += batch.loss(outputs).getFloat() * batch.targets();
        targets += batch.targets();
        batch.sums(outputs).forEach((name, sum) -> sums.merge(name, sum, Double::sum));
      }
    }
    long all = targets;
    sums.replaceAll((name, sum) -> sum / all);
    double mean = all == 0 ? Double.NaN : loss / all;
    return new EpochFigures(state.epoch, training, mean, sums, clock.seconds());
  }

  /** Torch's generator cannot be saved, so each batch starts it anew; 31 bits are enough. */
  private int mix(int epoch, int batch) {
    long seed = (run.seed() * 1_000_003L + epoch) * 1_000_033L + batch;
    return (int) (new SplittableRandom(seed).nextLong() & 0x7fffffff);
  }
}
