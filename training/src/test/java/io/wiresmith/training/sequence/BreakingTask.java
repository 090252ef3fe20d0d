package io.wiresmith.training.sequence;

import java.util.concurrent.atomic.AtomicInteger;

/** A task whose process ends at a batch. */
record BreakingTask(SequenceTask task, AtomicInteger left) implements SequenceTask {
  BreakingTask(SequenceTask task, int after) {
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
    if (left.decrementAndGet() < 0) {
      throw new IllegalStateException("killed");
    }
    return task.batch(epoch, batch);
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
