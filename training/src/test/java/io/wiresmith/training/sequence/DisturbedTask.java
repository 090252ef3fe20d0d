package io.wiresmith.training.sequence;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A task with which something happens at a batch.
 *
 * @param task what is learned otherwise
 * @param left batches before
 * @param then takes that batch
 */
record DisturbedTask(SequenceTask task, AtomicInteger left, Consumer<SequenceBatch> then)
    implements SequenceTask {
  /** Its process ends behind so many batches. */
  static DisturbedTask breaking(SequenceTask task, int after) {
    return new DisturbedTask(
        task,
        new AtomicInteger(after),
        batch -> {
          throw new IllegalStateException("killed");
        });
  }

  /** The batch behind so many holds a value that is no number. */
  static DisturbedTask poisoned(SequenceTask task, int after) {
    return new DisturbedTask(
        task,
        new AtomicInteger(after),
        batch -> ((EchoTask.EchoBatch) batch).sums()[0] = Float.NaN);
  }

  @Override
  public int width() {
    return task.width();
  }

  @Override
  public int outputs() {
    return task.outputs();
  }

  @Override
  public int batches(int epoch) {
    return task.batches(epoch);
  }

  @Override
  public SequenceBatch batch(int epoch, int batch) {
    SequenceBatch sound = task.batch(epoch, batch);
    if (left.getAndDecrement() == 0) {
      then.accept(sound);
    }
    return sound;
  }

  @Override
  public int validationBatches() {
    return task.validationBatches();
  }

  @Override
  public SequenceBatch validation(int batch) {
    return task.validation(batch);
  }
}
