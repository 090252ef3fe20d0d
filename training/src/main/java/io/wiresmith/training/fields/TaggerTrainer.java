package io.wiresmith.training.fields;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.Lineage;
import io.wiresmith.training.sequence.NetworkTrainer;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.SequenceSettings;
import io.wiresmith.training.torch.TorchEngine;
import java.util.List;

/**
 * Fits a tagger. Its epochs are judged by the macro F1 of boundaries on the validation messages;
 * the best is kept. A training that was killed goes on to the same bytes.
 *
 * @param embedding numbers that stand for a byte
 * @param protocolCap most messages of one protocol in an epoch
 * @param spliceShare how many messages of an epoch are put together of several
 * @param settings layers and training
 */
public record TaggerTrainer(
    int embedding, int protocolCap, double spliceShare, SequenceSettings settings) {
  /** A trainer that learns from all messages in each epoch. */
  public TaggerTrainer(int embedding, SequenceSettings settings) {
    this(embedding, Integer.MAX_VALUE, 0, settings);
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
    return fit(training, validation, run, Lineage.NONE);
  }

  /** Fits to messages from a checkpoint on, or keeping some. */
  FittedWeights fit(
      List<LabelledMessage> training,
      List<LabelledMessage> validation,
      SequenceRun run,
      Lineage lineage) {
    TaggerLearner learner =
        new TaggerLearner(
            shape(),
            settings.dropout(),
            run.seed(),
            new MessageBatches(
                training, settings.batchSize(), run.seed(), protocolCap, spliceShare),
            new MessageBatches(validation, settings.batchSize(), run.seed()));
    return new NetworkTrainer(learner, settings, run, lineage).fit();
  }

  /** Macro F1 of the boundaries that weights find in messages; NaN where there is none. */
  double f1(List<float[]> weights, List<LabelledMessage> messages) {
    MessageBatches judges = new MessageBatches(messages, settings.batchSize(), 0);
    TorchEngine.engine();
    try (NDManager base = NDManager.newBaseManager(Device.cpu(), TorchEngine.NAME)) {
      return new TaggerLearner(shape(), 0, 0, judges, judges)
          .judge(base, weights)
          .figures()
          .getOrDefault(CheckpointAbout.F1, Double.NaN);
    }
  }
}
