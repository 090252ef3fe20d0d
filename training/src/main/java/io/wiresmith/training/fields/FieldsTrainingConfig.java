package io.wiresmith.training.fields;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.wiresmith.core.io.Json;
import io.wiresmith.training.contract.Overrides;
import io.wiresmith.training.contract.Problems;
import io.wiresmith.training.sequence.SequenceSettings;
import java.util.List;

/**
 * Everything that decides how the model of fields is trained.
 *
 * @param embedding numbers that stand for a byte
 * @param hidden units of the bidirectional layers in one direction, from the input to the output
 * @param dropout share of activations dropped behind the embedding and each layer
 * @param learningRate first learning rate; it falls to a hundredth by half a cosine
 * @param weightDecay decoupled weight decay; 0 for none
 * @param clipNorm gradients with a greater global norm are scaled down to it
 * @param batchSize messages of a mini-batch
 * @param numEpochs passes at most
 * @param earlyStoppingPatience epochs without a better macro F1 before it stops; 0 for never
 * @param saveBestOnly whether the weights of the best epoch are exported, or those of the last one
 * @param protocolCap most messages of one protocol in an epoch, drawn anew for each
 * @param spliceShare how many messages of an epoch are put together of fields of several: better on
 *     protocols that were never seen, worse on others
 * @param checkpointSeconds a checkpoint is written at least so often
 * @param numEpochsPerBatch passes over each batch of a training that goes on from a checkpoint
 * @param batchLearningRate its first learning rate
 * @param forgettingMargin how much the macro F1 on the old validation messages may fall by a batch
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
public record FieldsTrainingConfig(
    int embedding,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Integer> hidden,
    double dropout,
    double learningRate,
    double weightDecay,
    double clipNorm,
    int batchSize,
    int numEpochs,
    int earlyStoppingPatience,
    boolean saveBestOnly,
    int protocolCap,
    double spliceShare,
    int checkpointSeconds,
    int numEpochsPerBatch,
    double batchLearningRate,
    double forgettingMargin) {
  /** Checks the ranges, all problems at once. */
  public FieldsTrainingConfig {
    hidden = List.copyOf(hidden);
    Problems problems = new Problems("training.fields");
    problems.range("embedding", embedding, 1, 256);
    problems.range("hidden, layers", hidden.size(), 1, 4);
    hidden.forEach(units -> problems.range("hidden", units, 1, 1024));
    problems.range("dropout", dropout, 0, 0.9);
    problems.above("learning-rate", learningRate, 0, 1);
    problems.range("weight-decay", weightDecay, 0, 1);
    problems.above("clip-norm", clipNorm, 0, 1e9);
    problems.range("batch-size", batchSize, 1, 4096);
    problems.range("num-epochs", numEpochs, 1, 10_000);
    problems.range("early-stopping-patience", earlyStoppingPatience, 0, 10_000);
    problems.range("protocol-cap", protocolCap, 1, 1e9);
    problems.range("splice-share", spliceShare, 0, 1);
    problems.range("checkpoint-seconds", checkpointSeconds, 0, 3600);
    problems.range("num-epochs-per-batch", numEpochsPerBatch, 1, 10_000);
    problems.above("batch-learning-rate", batchLearningRate, 0, 1);
    problems.range("forgetting-margin", forgettingMargin, 0, 1);
    problems.check();
  }

  /** The settings that are shipped. */
  public static FieldsTrainingConfig shipped() {
    return new FieldsTrainingConfig(
        32, List.of(128, 64), 0.2, 3e-3, 1e-4, 5, 32, 32, 8, true, 1_000, 0, 60, 10, 1e-4, 0.01);
  }

  /**
   * The shipped settings with some of them replaced.
   *
   * @param overrides by the same names
   * @throws io.wiresmith.core.WiresmithException {@code INVALID_CONFIG} for an unknown name or a
   *     wrong value
   */
  public static FieldsTrainingConfig parse(JsonNode overrides) {
    return Overrides.parse(shipped(), overrides, "training.fields");
  }

  /** What trains by these settings. */
  TaggerTrainer trainer(SequenceSettings settings) {
    return new TaggerTrainer(embedding, protocolCap, spliceShare, settings);
  }

  /** The layers and their training. */
  SequenceSettings network() {
    return new SequenceSettings(
        hidden,
        dropout,
        learningRate,
        weightDecay,
        clipNorm,
        batchSize,
        numEpochs,
        earlyStoppingPatience);
  }

  /** The layers and their training over a batch of new messages. */
  SequenceSettings batch() {
    return new SequenceSettings(
        hidden,
        dropout,
        batchLearningRate,
        weightDecay,
        clipNorm,
        batchSize,
        numEpochsPerBatch,
        earlyStoppingPatience);
  }

  /** What stands for the settings in manifests of checkpoints. */
  JsonNode tree() {
    return Json.mapper().valueToTree(this);
  }
}
