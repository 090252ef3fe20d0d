package io.wiresmith.training.sequence;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The surroundings of one training.
 *
 * @param seed the only source of randomness
 * @param identity digest of data, settings and code: a checkpoint of another one is not taken
 * @param checkpoint where the state is kept
 * @param saveEvery a checkpoint is written at least so often, and after each epoch
 * @param lines told how far it is, for people
 * @param epochs told the figures of each epoch
 */
public record SequenceRun(
    long seed,
    String identity,
    Path checkpoint,
    Duration saveEvery,
    Consumer<String> lines,
    Consumer<EpochFigures> epochs) {
  /**
   * The surroundings of a training whose checkpoint lies where its context says.
   *
   * @param dataset digest of what is learned from
   * @param config all settings
   * @param checkpointSeconds a checkpoint is written at least so often
   */
  public static SequenceRun of(
      TrainingContext context,
      String dataset,
      Object config,
      int checkpointSeconds,
      Consumer<EpochFigures> epochs) {
    String identity =
        Sha256.of(
            String.join(
                "\n",
                dataset,
                Json.line(config),
                context.codeRevision(),
                Long.toString(context.seed())));
    return new SequenceRun(
        context.seed(),
        identity,
        AtomicFiles.directory(context.checkpoints()).resolve("checkpoint.bin"),
        Duration.ofSeconds(checkpointSeconds),
        context.progress(),
        epochs);
  }
}
