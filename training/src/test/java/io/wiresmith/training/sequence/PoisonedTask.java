package io.wiresmith.training.sequence;

import java.util.concurrent.atomic.AtomicInteger;

/** A task one batch of which holds a value that is no number. */
record PoisonedTask(SequenceTask task, AtomicInteger left) implements SequenceTask {
  PoisonedTask(SequenceTask task, int after) {
    this(task, new AtomicInteger(after));
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
    EchoTask.EchoBatch sound = (EchoTask.EchoBatch) task.batch(epoch, batch);
    if (left.getAndDecrement() == 0) {
      sound.sums()[0] = Float.NaN;
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
