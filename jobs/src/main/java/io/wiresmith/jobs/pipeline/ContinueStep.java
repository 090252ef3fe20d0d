package io.wiresmith.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.WorkIndex;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.jobs.config.TrainingSettings;
import io.wiresmith.training.checkpoint.CheckpointName;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.Rollback;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.fields.BatchMetrics;
import io.wiresmith.training.fields.FieldsContinuation;
import io.wiresmith.training.fields.FieldsContinuation.Continued;
import io.wiresmith.training.fields.FieldsTrainingConfig;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labelled datasets on top of a checkpoint of fields. What was done is remembered by the checkpoint
 * it began with, and by the one it led to: the same command again, from the latest, finds it done.
 * Both are written before the latest one changes, so that a killed process is taken up.
 */
final class ContinueStep {
  /** What of the result names the checkpoint. */
  static final String CHECKPOINT = "checkpoint";

  /** What of the result counts the batches that count. */
  static final String KEPT = "kept";

  private static final String BATCHES = "batches";

  private final Job job;
  private final JsonNode settings;
  private final CheckpointStore store;
  private final WorkIndex index;

  ContinueStep(Job job) {
    this.job = job;
    this.settings = TrainingSettings.of(job.settings(), job.model());
    this.store = new CheckpointStep(job).store();
    this.index = job.workspace().work();
  }

  /** Trains, or finds it done; if a batch counts, the result is the latest checkpoint then. */
  Map<String, Object> run(String from, List<DatasetRef> batches) {
    SoundCheckpoint start = new Rollback(store).proven(store.find(from));
    Optional<Map<String, String>> known = index.find(key("from", start, batches));
    if (known.isEmpty() && from.equals(CheckpointStore.LATEST)) {
      known = index.find(key("to", start, batches));
    }
    Optional<Map<String, String>> done = known.filter(this::isThere);
    Map<String, String> result = done.orElseGet(() -> trained(start, batches));
    CheckpointName name = CheckpointName.parse(result.getOrDefault(CHECKPOINT, ""));
    boolean counts = !result.getOrDefault(KEPT, "0").equals("0");
    SoundCheckpoint now = counts ? store.use(name) : start;
    AtomicFiles.deleteTree(job.workspace().checkpoints(key("from", start, batches).value()));
    return told(start, now, result, done.isPresent());
  }

  private boolean isThere(Map<String, String> result) {
    return store.names().stream().anyMatch(name -> name.toString().equals(result.get(CHECKPOINT)));
  }

  private WorkKey key(String direction, SoundCheckpoint checkpoint, List<DatasetRef> batches) {
    return WorkKey.of(
        Map.of(
            "step",
            "continue",
            direction,
            checkpoint.manifest().sha256(),
            "order",
            batches.stream().map(DatasetRef::sha256).toList(),
            "settings",
            settings,
            "seed",
            job.seed()),
        batches.stream().map(DatasetRef::sha256).toList(),
        job.codeRevision());
  }

  private Map<String, String> trained(SoundCheckpoint start, List<DatasetRef> batches) {
    WorkKey key = key("from", start, batches);
    TrainingContext context =
        job.training(
            job.seed(),
            point -> {},
            AtomicFiles.directory(job.workspace().checkpoints(key.value())));
    List<DatasetRef> learned = new CheckpointStep(job).learned(start);
    Continued continued =
        new FieldsContinuation(FieldsTrainingConfig.parse(settings), context)
            .train(job.sparks().session(), start, learned, batches);
    ObjectNode metrics = Json.mapper().createObjectNode();
    metrics.set(BATCHES, Json.mapper().valueToTree(continued.batches()));
    Map<String, String> result =
        Map.of(
            CHECKPOINT,
            continued.checkpoint().name().toString(),
            KEPT,
            Long.toString(continued.batches().stream().filter(BatchMetrics::kept).count()),
            BATCHES,
            Json.line(metrics));
    index.save(key, result);
    index.save(key("to", continued.checkpoint(), batches), result);
    return result;
  }

  private static Map<String, Object> told(
      SoundCheckpoint start, SoundCheckpoint now, Map<String, String> result, boolean unchanged) {
    JsonNode metrics =
        Json.parse(
            result.getOrDefault(BATCHES, "{}").getBytes(StandardCharsets.UTF_8),
            JsonNode.class,
            "the result of the training");
    long kept = Long.parseLong(result.getOrDefault(KEPT, "0"));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("step", "train");
    told.put("from", start.name().toString());
    told.put(CHECKPOINT, now.name().toString());
    told.put("version", now.name().version());
    told.put("f1", now.name().f1());
    told.put("sha256", now.manifest().sha256());
    told.put(KEPT, kept);
    told.put("undone", metrics.path(BATCHES).size() - kept);
    told.put("batch_metrics", metrics.path(BATCHES));
    told.put("unchanged", unchanged);
    return told;
  }
}
