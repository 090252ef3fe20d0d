package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Goes on from a checkpoint over batches of new messages, one after the other. Each batch that
 * counts becomes a checkpoint. Which one is in use does not change before all is done, so that a
 * training which is killed begins from the same checkpoint again.
 *
 * @param batches learns one of them
 */
record IncrementalTraining(BatchTraining batches) {
  /**
   * What it led to.
   *
   * @param checkpoint the one that the last batch which counts has left; the first one if none
   *     counts
   * @param metrics of each batch
   */
  record Learned(SoundCheckpoint checkpoint, List<BatchMetrics> metrics) {}

  /**
   * Learns batch after batch.
   *
   * @param start where it begins
   * @param old the validation messages of all that the start has learned from
   */
  Learned learn(SoundCheckpoint start, List<NewBatch> all, List<LabelledMessage> old) {
    SoundCheckpoint at = start;
    List<LabelledMessage> guard = new ArrayList<>(old);
    ForgettingGuard whole =
        ForgettingGuard.below(
            batches.trainer(), TaggerCheckpoints.state(start).weights(), old, batches.margin());
    List<BatchMetrics> metrics = new ArrayList<>();
    for (NewBatch batch : all) {
      BatchMetrics learned = batches.learn(at, metrics.size() + 1, batch, guard, whole);
      metrics.add(learned);
      tell(learned);
      Optional<String> name = learned.checkpoint();
      if (name.isPresent()) {
        at = batches.store().verify(CheckpointName.parse(name.get()));
        guard.addAll(batch.validation());
      }
    }
    return new Learned(at, List.copyOf(metrics));
  }

  private void tell(BatchMetrics it) {
    batches
        .context()
        .progress()
        .accept(
            String.format(
                Locale.ROOT,
                "train batch %d: %,d messages, loss %.4f, best F1 %.4f; F1 on the old validation messages %.4f, was %.4f: %s",
                it.batch(),
                it.samples(),
                it.finalTrainLoss(),
                it.bestValF1(),
                it.oldF1After(),
                it.oldF1Before(),
                it.checkpoint()
                    .map(name -> "kept as " + name)
                    .orElseGet(
                        () ->
                            "undone, as it may fall by %s at most, in a batch and in all of them together"
                                .formatted(batches.margin()))));
  }
}
