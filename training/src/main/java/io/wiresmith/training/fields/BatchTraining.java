package io.wiresmith.training.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.training.checkpoint.CheckpointAbout;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.sequence.EpochFigures;
import io.wiresmith.training.sequence.FittedWeights;
import io.wiresmith.training.sequence.Lineage;
import io.wiresmith.training.sequence.SequenceRun;
import io.wiresmith.training.sequence.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns one batch of new messages from where a checkpoint stands: its weights, the moments of its
 * optimizer, a schedule of its own. A batch that makes the network forget is undone. What a killed
 * process had done is taken up, to the same bytes.
 *
 * @param trainer sizes and training of a batch
 * @param margin how much the macro F1 on the old validation messages may fall, in one batch and in
 *     all together
 * @param settings all settings, for the manifest
 * @param saveEvery the state of a training is written at least so often
 * @param store where a batch that counts is kept
 * @param context seed, code and a directory of this very work
 * @param clock names checkpoints
 */
record BatchTraining(
    TaggerTrainer trainer,
    double margin,
    JsonNode settings,
    Duration saveEvery,
    CheckpointStore store,
    TrainingContext context,
    InstantSource clock) {
  /**
   * Learns a batch.
   *
   * @param number of the batch, from 1
   * @param old the old validation messages, at least one that can be judged
   * @param whole what all batches together must keep
   */
  BatchMetrics learn(
      SoundCheckpoint parent,
      int number,
      NewBatch batch,
      List<LabelledMessage> old,
      ForgettingGuard whole) {
    Path scratch = context.checkpoints().resolve("batch-" + number);
    Path outcome = scratch.resolve("outcome.json");
    if (Files.isRegularFile(outcome)) {
      return Json.read(outcome, BatchMetrics.class);
    }
    TrainingState begin = TaggerCheckpoints.state(parent);
    double before = trainer.f1(begin.weights(), old);
    if (Double.isNaN(before) || batch.training().isEmpty()) {
      throw nothing(number, batch, old);
    }
    Path candidate = scratch.resolve("candidate.bin");
    String identity = identity(parent, batch);
    List<LabelledMessage> judges = new ArrayList<>(old);
    judges.addAll(batch.validation());
    FittedWeights fitted =
        trainer.fit(
            batch.training(),
            judges,
            run(identity, scratch),
            new Lineage(Optional.of(begin), state -> keep(state, candidate)));
    TrainingState best = best(candidate);
    double after = trainer.f1(best.weights(), old);
    boolean kept = after >= before - margin && whole.holds(trainer, best.weights());
    Optional<String> name =
        kept
            ? Optional.of(commit(best, parent, batch, identity, after).toString())
            : Optional.empty();
    List<EpochFigures> history = fitted.history();
    BatchMetrics metrics =
        new BatchMetrics(
            number,
            batch.dataset(),
            batch.training().size(),
            history.size(),
            best.epoch(),
            history.get(history.size() - 1).training(),
            best.metrics().getOrDefault(CheckpointAbout.F1, Double.NaN),
            before,
            after,
            kept,
            name);
    AtomicFiles.write(outcome, Json.bytes(metrics));
    return metrics;
  }

  private static WiresmithException nothing(int number, NewBatch batch, List<LabelledMessage> old) {
    return new WiresmithException(
        ErrorCode.DATA_QUALITY,
        "Batch %d (dataset %s) has %d messages to learn from, and %d old validation messages guard against forgetting; each must be one or more, the old ones of 8 bytes at least."
            .formatted(number, batch.dataset(), batch.training().size(), old.size()));
  }

  private String identity(SoundCheckpoint parent, NewBatch batch) {
    return Sha256.of(
        String.join(
            "\n",
            parent.manifest().sha256(),
            batch.dataset(),
            Json.line(settings),
            context.codeRevision(),
            Long.toString(context.seed())));
  }

  private SequenceRun run(String identity, Path scratch) {
    return new SequenceRun(
        context.seed(),
        identity,
        scratch.resolve("checkpoint.bin"),
        saveEvery,
        context.progress(),
        figures -> {});
  }

  private static void keep(TrainingState state, Path candidate) {
    if (state.isBest()) {
      AtomicFiles.write(candidate, state.bytes(Json.mapper().createObjectNode()));
    }
  }

  private TrainingState best(Path candidate) {
    return TaggerCheckpoints.state(
        trainer.shape(), AtomicFiles.read(candidate), candidate.toString());
  }

  private CheckpointName commit(
      TrainingState best, SoundCheckpoint parent, NewBatch batch, String identity, double after) {
    CheckpointAbout from = parent.manifest().about();
    List<String> data = new ArrayList<>(from.data());
    if (!data.contains(batch.dataset())) {
      data.add(batch.dataset());
    }
    Map<String, Double> metrics = best.metrics();
    metrics.put("old_f1", after);
    CheckpointAbout about =
        new CheckpointAbout(
            TaggerCheckpoints.MODEL,
            store.version(identity, Optional.of(from.version())),
            best.epoch(),
            metrics,
            TaggerCheckpoints.architecture(trainer.shape()),
            Optional.of(parent.manifest().sha256()),
            data,
            settings,
            context.seed(),
            context.codeRevision(),
            identity);
    return store.commit(about, it -> TaggerCheckpoints.file(best, it), clock);
  }
}
