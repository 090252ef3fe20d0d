package io.wiresmith.training.fields;

import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.NetworkTrainer;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceSettings;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * Fits a tagger. Its epochs are judged by the macro F1 of boundaries on the validation captures;
 * the best is kept. A training that was killed goes on to the same bytes.
 *
 * @param embedding numbers that stand for a byte
 * @param settings layers and training
 */
public record TaggerTrainer(int embedding, SequenceSettings settings) {
  /** The sizes of the network. */
  public TaggerShape shape() {
    return new TaggerShape(embedding, settings.hidden(), TagScheme.FIELDS.size());
  }

  /**
   * Fits to the training part of a labelled dataset.
   *
   * @throws io.wiresmith.core.WiresmithException {@code TRAINING_FAILED} if a loss is no number
   */
  public FittedWeights fit(SparkSession spark, DatasetRef labelled, SequenceRun run) {
    return fit(
        MessageReader.read(spark, labelled, DatasetPart.TRAINING),
        MessageReader.read(spark, labelled, DatasetPart.VALIDATION),
        run);
  }

  /** Fits to messages. */
  FittedWeights fit(
      List<LabelledMessage> training, List<LabelledMessage> validation, SequenceRun run) {
    TaggerLearner learner =
        new TaggerLearner(
            shape(),
            settings.dropout(),
            run.seed(),
            new MessageBatches(training, settings.batchSize(), run.seed()),
            new MessageBatches(validation, settings.batchSize(), run.seed()));
    return new NetworkTrainer(learner, settings, run).fit();
  }
}
