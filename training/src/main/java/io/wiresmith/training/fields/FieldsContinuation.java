package io.wiresmith.training.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * Goes on from a checkpoint over labelled datasets, one after the other. Of each, the training
 * captures are learned from; its validation captures judge the epochs together with those of all
 * that the checkpoint has learned from, which also guard against forgetting. Test captures are
 * never learned from; see {@link SievedDatasets} for messages that are in several of them.
 *
 * @param config all settings; the sizes of the network must be those of the checkpoint
 * @param context seed, code, and a directory of this very work
 */
public record FieldsContinuation(FieldsTrainingConfig config, TrainingContext context) {
  /**
   * What it led to.
   *
   * @param checkpoint the one that the last batch which counts has left, or the first one
   * @param batches what became of each
   */
  public record Continued(SoundCheckpoint checkpoint, List<BatchMetrics> batches) {
    /** Copies the list. */
    public Continued {
      batches = List.copyOf(batches);
    }
  }

  /** Where checkpoints are kept. */
  public CheckpointStore store() {
    return TaggerCheckpoints.in(context.kept(TaggerCheckpoints.MODEL));
  }

  /**
   * Learns batch after batch; does not change which checkpoint is the latest.
   *
   * @param start a proven checkpoint
   * @param learned the labelled datasets that it has learned from
   * @param batches labelled datasets of new messages
   * @throws WiresmithException {@code INVALID_CONFIG} if the checkpoint is of another architecture,
   *     {@code DATA_QUALITY} if there is nothing to learn from or to guard with
   */
  public Continued train(
      SparkSession spark,
      SoundCheckpoint start,
      List<DatasetRef> learned,
      List<DatasetRef> batches) {
    TaggerTrainer trainer = config.trainer(config.batch());
    requireShape(start, trainer.shape());
    List<DatasetRef> all = Stream.concat(learned.stream(), batches.stream()).toList();
    List<NewBatch> sieved = SievedDatasets.of(spark, all, context.progress());
    List<NewBatch> fresh = sieved.subList(learned.size(), all.size());
    List<LabelledMessage> old =
        sieved.subList(0, learned.size()).stream().flatMap(it -> it.validation().stream()).toList();
    context
        .progress()
        .accept(
            "train: %d batches from %s, %,d old messages guard against forgetting"
                .formatted(fresh.size(), start.name(), old.size()));
    IncrementalTraining.Learned done =
        new IncrementalTraining(
                new BatchTraining(
                    trainer,
                    config.forgettingMargin(),
                    config.tree(),
                    Duration.ofSeconds(config.checkpointSeconds()),
                    store(),
                    context,
                    InstantSource.system()))
            .learn(start, fresh, old);
    return new Continued(done.checkpoint(), done.metrics());
  }

  private static void requireShape(SoundCheckpoint start, TaggerShape configured) {
    TaggerShape shape = TaggerCheckpoints.shape(start.manifest().about());
    if (!shape.equals(configured)) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "Checkpoint %s is refused: it is of another architecture, embedding %d and hidden %s; training.fields says %d and %s. Name a checkpoint of that architecture (bin/wiresmith checkpoints show NAME), or set both keys to its sizes."
              .formatted(
                  start.name(),
                  shape.embedding(),
                  shape.hidden(),
                  configured.embedding(),
                  configured.hidden()));
    }
  }
}
