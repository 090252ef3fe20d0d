package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.SemVerRule;
import io.wiresmith.registry.VersionTags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to publish, in an order in which every prefix is harmless: a run, its files and
 * figures, a logged model and its files, each read back and compared; then, in one request, the
 * version with everything that binds it. A process may die anywhere: the next attempt begins anew,
 * and marks what was left.
 */
final class Publication {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final String TRAINING = "training_report.json";
  private static final int MODEL_READY = 2;
  private static final Set<String> OVER = Set.of("KILLED", "FAILED");

  private final MlflowApi api;
  private final RunCalls runs;
  private final ArtifactStore store;
  private final ModelVersions versions;
  private final Registration registration;
  private final RunContent content;
  private final Instant now;
  private final UploadProgress progress;
  private final String attempt = UUID.randomUUID().toString();

  Publication(
      MlflowApi api,
      ModelVersions versions,
      Registration registration,
      Instant now,
      Consumer<String> progress) {
    this.api = api;
    this.runs = new RunCalls(api);
    this.store = new ArtifactStore(api.http());
    this.versions = versions;
    this.registration = registration;
    this.content = RunContent.of(registration);
    this.now = now;
    this.progress = new UploadProgress(progress);
  }

  /** Publishes, or finds what another has published meanwhile. */
  RegisteredVersion run() {
    Map<String, byte[]> artifact = registration.artifact().files();
    Map<String, byte[]> left = new TreeMap<>();
    registration.runFiles().forEach((name, file) -> left.put(name, AtomicFiles.read(file)));

    String runId = registration.runId();
    Optional<JsonNode> shown = shown();
    JsonNode run = shown.orElseGet(() -> createRun(runId));
    String experiment = run.path("experiment_id").asText();
    String runUuid = run.path("run_id").asText();
    if (shown.isPresent()) {
      removeModels(experiment, runUuid);
    }
    ArtifactPlace runPlace = place(run);
    describe(runUuid);
    progress.expect(left);
    progress.expect(artifact);
    store.put(runPlace, left, progress);

    JsonNode model = createModel(experiment, runUuid).path("model").path("info");
    String modelId = model.path("model_id").asText();
    ArtifactPlace modelPlace = place(model);
    store.put(modelPlace, artifact, progress);
    logFigures(runUuid, modelId, left);
    finish(runUuid, modelId);

    StoredRecord stored =
        new StoredRecord(
                key().id(),
                registration.runKey(),
                runId,
                modelPlace.path(),
                runPlace.path(),
                digests(artifact),
                digests(left),
                "")
            .sealed();
    int mine = createVersion(runUuid, modelId, stored);
    return settle(mine, runUuid, modelId, experiment);
  }

  private ModelKey key() {
    return registration.artifact().key();
  }

  private ArtifactPlace place(JsonNode info) {
    return ArtifactPlace.of(info.path("artifact_uri").asText(), api.http().server());
  }

  private static Map<String, String> digests(Map<String, byte[]> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    return digests;
  }

  private JsonNode createRun(String name) {
    String experiment = new Experiments(api).named(key());
    Map<String, String> tags = new TreeMap<>(content.tags());
    tags.put(RunCalls.ATTEMPT, attempt);
    Map<String, Object> body =
        Map.of(
            "experiment_id",
            experiment,
            "run_name",
            name,
            "start_time",
            now.toEpochMilli(),
            "tags",
            RunContent.entries(tags));
    return runs.create(experiment, body, attempt, false);
  }

  /**
   * The run that a tracker has shown so far, unless someone has deleted it or a version is of it,
   * be it a damaged one: what that needs stays as it is.
   */
  private Optional<JsonNode> shown() {
    return registration.shownAs().isEmpty()
        ? Optional.empty()
        : api.find("runs/get", Map.of("run_id", registration.shownAs()))
            .map(answer -> answer.at("/run/info"))
            .filter(info -> info.path("lifecycle_stage").asText().equals("active"))
            .filter(info -> !versions.anyOf(info.path("run_id").asText()));
  }

  /** Of attempts of the same run that died: no version is of it. */
  private void removeModels(String experiment, String runUuid) {
    for (JsonNode left : runs.models(experiment, runUuid)) {
      String id = left.at("/info/model_id").asText();
      api.remove("logged-models/" + id, Map.of("model_id", id));
    }
  }

  private void describe(String runUuid) {
    api.change(
        "POST", "runs/log-inputs", Map.of("run_id", runUuid, "datasets", content.datasets()));
  }

  private JsonNode createModel(String experiment, String runUuid) {
    Map<String, String> tags = new TreeMap<>(registration.allTags(""));
    tags.remove(VersionTags.VERSION); // Known with the version only.
    Map<String, Object> body =
        Map.of(
            "experiment_id",
            experiment,
            "name",
            key().registeredName(),
            "model_type",
            "onnx",
            "source_run_id",
            runUuid,
            "tags",
            RunContent.entries(tags));
    return api.create(
        "logged-models",
        body,
        () ->
            runs.models(experiment, runUuid).stream()
                .findFirst()
                .map(model -> Json.mapper().createObjectNode().set("model", model)));
  }

  private void logFigures(String runUuid, String modelId, Map<String, byte[]> left) {
    JsonNode training =
        left.containsKey(TRAINING)
            ? Json.parse(left.getOrDefault(TRAINING, new byte[0]), JsonNode.class, TRAINING)
            : Json.mapper().createObjectNode();
    List<Map<String, Object>> metrics =
        RunFigures.of(registration.blessed().report(), training).all().stream()
            .map(figure -> metric(figure, modelId))
            .toList();
    List<List<Map<String, String>>> parameters =
        batches(RunContent.entries(content.parameters()), RunContent.MOST_PARAMETERS);
    List<List<Map<String, Object>>> figures = batches(metrics, RunContent.MOST_METRICS);
    for (int i = 0; i < Math.max(parameters.size(), figures.size()); i++) {
      Map<String, List<?>> entries = new TreeMap<>();
      entries.put("params", i < parameters.size() ? parameters.get(i) : List.of());
      entries.put("metrics", i < figures.size() ? figures.get(i) : List.of());
      entries.put("tags", i == 0 ? RunContent.entries(content.tags()) : List.of());
      runs.log(runUuid, entries);
    }
  }

  private Map<String, Object> metric(RunFigures.Figure figure, String modelId) {
    Map<String, Object> metric = new TreeMap<>();
    metric.put("key", figure.name());
    metric.put("value", Double.isFinite(figure.value()) ? figure.value() : figure.value() + "");
    metric.put("timestamp", now.toEpochMilli());
    metric.put("step", figure.step());
    metric.put("model_id", modelId);
    if (figure.name().startsWith("test/")) {
      metric.put("dataset_name", content.testName());
      metric.put("dataset_digest", RunContent.brief(registration.blessed().report().dataset()));
    }
    return metric;
  }

  private void finish(String runUuid, String modelId) {
    api.change(
        "PATCH", "logged-models/" + modelId, Map.of("model_id", modelId, "status", MODEL_READY));
    List<Map<String, Object>> outputs = List.of(Map.of("model_id", modelId, "step", 0));
    api.change("POST", "runs/outputs", Map.of("run_id", runUuid, "models", outputs));
    runs.update(
        runUuid,
        "FINISHED",
        Map.of("end_time", System.currentTimeMillis(), "run_name", registration.runId()));
  }

  /** The commit: with this one request the version is there, whole. */
  private int createVersion(String runUuid, String modelId, StoredRecord stored) {
    List<RegisteredVersion> before = versions.unaliased().sound();
    Map<String, String> tags = new TreeMap<>(registration.allTags(semVer(before)));
    tags.put(StoredRecord.TAG, Json.line(stored));
    String name = key().registeredName();
    Map<String, Object> body =
        Map.of(
            "name",
            name,
            "source",
            "models:/" + modelId,
            "run_id",
            runUuid,
            "model_id",
            modelId,
            "description",
            new ReviewText(registration).markdown(),
            "tags",
            RunContent.entries(tags));
    JsonNode made =
        api.create(
            "model-versions/create",
            body,
            () -> {
              String filter = "name='%s' and run_id='%s'".formatted(name, runUuid);
              return api
                  .all("model-versions/search", Map.of("filter", filter), "model_versions")
                  .stream()
                  .findFirst()
                  .map(found -> Json.mapper().createObjectNode().set("model_version", found));
            });
    return made.path("model_version").path("version").asInt();
  }

  private String semVer(List<RegisteredVersion> before) {
    return before.isEmpty()
        ? SemVerRule.FIRST
        : SemVerRule.next(before.get(before.size() - 1), registration.artifact());
  }

  /** The lowest version of a run key is the one; a later one removes itself. */
  private RegisteredVersion settle(int mine, String runUuid, String modelId, String experiment) {
    List<RegisteredVersion> all = versions.unaliased().sound();
    RegisteredVersion winner =
        all.stream()
            .filter(it -> registration.runKey().equals(it.tags().get(VersionTags.RUN_KEY)))
            .findFirst()
            .orElseThrow(() -> lost(mine));
    if (winner.number() != mine) {
      LOG.info(
          "another process published {} first; its copy, version {}, is removed", winner, mine);
      Map<String, String> why = Map.of(ShownTags.WITHDRAWN, Integer.toString(winner.number()));
      runs.log(runUuid, Map.of("tags", RunContent.entries(why)));
      withdraw(mine, runUuid, modelId, experiment);
      return winner;
    }
    String semVer = semVer(all.stream().filter(it -> it.number() < mine).toList());
    if (!semVer.equals(winner.semVer())) {
      setTag(mine, VersionTags.VERSION, semVer); // Others came between the reading and the commit.
      winner = versions.read(mine).orElseThrow(() -> lost(mine));
    }
    sweep(experiment, runUuid);
    return winner;
  }

  private void setTag(int number, String tag, String value) {
    api.change(
        "POST",
        "model-versions/set-tag",
        Map.of(
            "name",
            key().registeredName(),
            "version",
            Integer.toString(number),
            "key",
            tag,
            "value",
            value));
  }

  /** With the nested runs of a run that was shown. */
  private void withdraw(int number, String runUuid, String modelId, String experiment) {
    api.remove(
        "model-versions/delete",
        Map.of("name", key().registeredName(), "version", Integer.toString(number)));
    api.remove("logged-models/" + modelId, Map.of("model_id", modelId));
    for (JsonNode nested : runs.search(experiment, "mlflow.parentRunId", runUuid)) {
      api.change("POST", "runs/delete", Map.of("run_id", nested.at("/info/run_id").asText()));
    }
    api.change("POST", "runs/delete", Map.of("run_id", runUuid));
  }

  /** Attempts at the same that died, or are about to find that they came too late. */
  private void sweep(String experiment, String runUuid) {
    for (JsonNode run : runs.search(experiment, VersionTags.RUN_KEY, registration.runKey())) {
      JsonNode info = run.path("info");
      String other = info.path("run_id").asText();
      if (!other.equals(runUuid) && !OVER.contains(info.path("status").asText())) {
        endIfThere(other);
      }
    }
  }

  /** Its owner may withdraw it at the same moment. */
  private void endIfThere(String other) {
    try {
      runs.end(other, "KILLED");
    } catch (WiresmithException e) {
      JsonNode run = api.get("runs/get", Map.of("run_id", other));
      if (!run.at("/run/info/lifecycle_stage").asText().equals("deleted")) {
        throw e;
      }
    }
  }

  private WiresmithException lost(int number) {
    return new WiresmithException(
        ErrorCode.OUTCOME_UNKNOWN,
        "%s was made and is not there any more, or its tags were changed at once. Look at it, and try again."
            .formatted(versions.where(number)));
  }

  private static <T> List<List<T>> batches(List<T> all, int largest) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += largest) {
      batches.add(all.subList(from, Math.min(all.size(), from + largest)));
    }
    return batches;
  }
}
