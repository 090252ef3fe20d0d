package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.NetworkTrainer;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceSettings;
import java.util.List;

/**
 * Fits a tagger. Its epochs are judged by the macro F1 of boundaries on the validation messages;
 * the best is kept. A training that was killed goes on to the same bytes.
 *
 * @param embedding numbers that stand for a byte
 * @param protocolCap most messages of one protocol in an epoch
 * @param settings layers and training
 */
public record TaggerTrainer(int embedding, int protocolCap, SequenceSettings settings) {
  /** A trainer that learns from all messages in each epoch. */
  public TaggerTrainer(int embedding, SequenceSettings settings) {
    this(embedding, Integer.MAX_VALUE, settings);
  }

  /** The sizes of the network. */
  public TaggerShape shape() {
    return new TaggerShape(embedding, settings.hidden(), TagScheme.FIELDS.size());
  }

  /**
   * Fits to messages.
   *
   * @throws io.wiresmith.core.WiresmithException {@code TRAINING_FAILED} if a loss is no number
   */
  FittedWeights fit(
      List<LabelledMessage> training, List<LabelledMessage> validation, SequenceRun run) {
    TaggerLearner learner =
        new TaggerLearner(
            shape(),
            settings.dropout(),
            run.seed(),
            new MessageBatches(training, settings.batchSize(), run.seed(), protocolCap),
            new MessageBatches(validation, settings.batchSize(), run.seed()));
    return new NetworkTrainer(learner, settings, run).fit();
  }
}
