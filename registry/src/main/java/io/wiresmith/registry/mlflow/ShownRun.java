package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run on the server: a parent, and a nested run for each step. Every method may be repeated
 * after it failed, by this process or by one that continues. Not thread-safe.
 */
final class ShownRun {
  private final MlflowApi api;
  private final RunCalls runs;
  private final Path file;
  private final Optional<HeldFile> turn;
  private final Map<String, StepRecord> told = new HashMap<>();
  private ShownAs shown;
  private final boolean resumed;
  private boolean begun;
  private boolean tried;

  /**
   * A run; {@code file} keeps what it is called. Where another process shows the same at this
   * moment, this one shows a run of its own, which no file keeps.
   */
  ShownRun(MlflowApi api, Path file) {
    this.api = api;
    this.runs = new RunCalls(api);
    this.file = file;
    this.turn = turn(file);
    String server = api.http().server().toString();
    this.shown = turn.isPresent() ? ShownAs.in(file, server) : ShownAs.anew(server);
    this.resumed = turn.isPresent() && Files.isRegularFile(file);
  }

  private static Optional<HeldFile> turn(Path file) {
    try {
      return HeldFile.tryHold(file.resolveSibling("." + file.getFileName() + ".lock"));
    } catch (WiresmithException e) {
      return Optional.empty(); // Who else is at it cannot be told.
    }
  }

  private void save() {
    turn.ifPresent(held -> shown.save(file));
  }

  /** Another process may go on with it. */
  void close() {
    turn.ifPresent(HeldFile::close);
  }

  /** The parent's id, once it is there. */
  Optional<String> id() {
    return begun ? Optional.of(shown.run()) : Optional.empty();
  }

  /** Where the run is shown no longer, since it was deleted: what to tell of it. */
  Optional<String> gone() {
    if (!begun) {
      return Optional.empty();
    }
    Optional<JsonNode> run =
        api.find("runs/get", Map.of("run_id", shown.run())).map(answer -> answer.path("run"));
    if (run.isPresent() && !run.get().at("/info/lifecycle_stage").asText().equals("deleted")) {
      return Optional.empty();
    }
    String winner =
        run.map(it -> ModelVersions.tags(it.path("data")).getOrDefault(ShownTags.WITHDRAWN, ""))
            .orElse("");
    return Optional.of(
        winner.isEmpty()
            ? "MLflow shows this run no longer: someone deleted it there. The run goes on."
            : "Another process had published this very run as version %s: MLflow shows that one, and the copy is removed."
                .formatted(winner));
  }

  /** Shows what changed since the last time. */
  void show(RunRecord run) {
    if (!begun && !begin(run)) {
      return;
    }
    String input = "";
    for (StepRecord step : run.steps()) {
      if (!step.equals(told.get(step.name()))) {
        step(run, step, input);
        told.put(step.name(), step);
      }
      input = step.result().getOrDefault("dataset", input);
    }
    if (run.state() != RunState.RUNNING) {
      runs.log(shown.run(), Map.of("tags", RunContent.entries(ShownTags.ofEnd(run))));
      runs.update(
          shown.run(), ShownTags.status(run), Map.of("end_time", run.updatedAt().toEpochMilli()));
      shown = shown.ended(run.state() == RunState.DONE);
      save();
    }
  }

  /** A run that is over stays unseen, if it was never shown, or is left as it was shown. */
  private boolean begin(RunRecord run) {
    boolean over = run.state() != RunState.RUNNING;
    if (over && shown.over()) {
      return false;
    }
    if (shown.over()) {
      shown = ShownAs.anew(shown.server()); // What was shown to a good end stays as it is.
    }
    if (!shown.run().isEmpty()) {
      begun = over || reopened();
    }
    if (!begun && !over) {
      create(run);
      begun = true;
    }
    return begun;
  }

  /** Whether the run of an earlier process goes on; one that was deleted does not. */
  private boolean reopened() {
    try {
      runs.update(shown.run(), "RUNNING", Map.of());
      runs.log(shown.run(), Map.of("tags", RunContent.entries(Map.of(ShownTags.STATE, "running"))));
      return true;
    } catch (WiresmithException e) {
      if (e.code().category() == ErrorCategory.DEPENDENCY) {
        throw e;
      }
      shown = ShownAs.anew(shown.server());
      return false;
    }
  }

  private void create(RunRecord run) {
    String experiment = new Experiments(api).named(run.model());
    save();
    String name = run.model().id() + "-" + run.workKey().substring(0, 12);
    Map<String, String> tags = new TreeMap<>(ShownTags.ofBeginning(run));
    tags.put(RunCalls.ATTEMPT, shown.attempt());
    JsonNode info =
        created(experiment, body(experiment, name, run.startedAt(), tags), shown.attempt());
    String place = ArtifactPlace.of(info.path("artifact_uri").asText(), api.http().server()).path();
    shown = shown.created(experiment, info.path("run_id").asText(), place);
    save();
  }

  /** Looks first where an attempt may have succeeded unheard. */
  private JsonNode created(String experiment, Map<String, Object> body, String attempt) {
    boolean perhaps = resumed || tried;
    tried = true;
    JsonNode info = runs.create(experiment, body, attempt, perhaps);
    tried = false;
    return info;
  }

  private static Map<String, Object> body(
      String experiment, String name, Instant start, Map<String, String> tags) {
    return Map.of(
        "experiment_id",
        experiment,
        "run_name",
        name,
        "start_time",
        start.toEpochMilli(),
        "tags",
        RunContent.entries(tags));
  }

  private void step(RunRecord run, StepRecord step, String input) {
    ShownAs.Step before = shown.steps().get(step.name());
    ShownAs.Step known = before == null ? nested(step) : before;
    if (step.state() == RunState.RUNNING) {
      if (before != null && !before.done()) {
        known = new ShownAs.Step(known.run(), known.attempts() + 1, false);
        runs.update(known.run(), "RUNNING", Map.of());
      }
      runs.log(
          known.run(), Map.of("tags", RunContent.entries(ShownTags.attempts(known.attempts()))));
    } else if (!(step.reused() && known.done())) {
      ended(run, step, known.run(), input);
      known = new ShownAs.Step(known.run(), known.attempts(), step.state() == RunState.DONE);
    }
    shown = shown.with(step.name(), known);
    save();
  }

  private ShownAs.Step nested(StepRecord step) {
    String attempt = shown.attempt() + "-" + step.name();
    Map<String, String> tags =
        Map.of(
            "mlflow.parentRunId",
            shown.run(),
            "mlflow.source.type",
            "JOB",
            "mlflow.user",
            System.getProperty("user.name", "unknown"),
            "wiresmith.step",
            step.name(),
            ShownTags.STATE,
            "running",
            RunCalls.ATTEMPT,
            attempt);
    JsonNode info =
        created(
            shown.experiment(),
            body(shown.experiment(), step.name(), step.startedAt(), tags),
            attempt);
    return new ShownAs.Step(info.path("run_id").asText(), 1, false);
  }

  private void ended(RunRecord run, StepRecord step, String id, String input) {
    if (!input.isEmpty()) {
      Object dataset = RunContent.dataset(run.model().id() + "-rows", input, "input", Map.of());
      api.change("POST", "runs/log-inputs", Map.of("run_id", id, "datasets", List.of(dataset)));
    }
    Instant end = step.endedAt().orElse(run.updatedAt());
    runs.log(
        id,
        Map.of(
            "metrics", ShownTags.figures(step, end),
            "tags", RunContent.entries(ShownTags.of(step))));
    runs.update(
        id,
        step.state() == RunState.DONE ? "FINISHED" : "FAILED",
        Map.of("end_time", end.toEpochMilli()));
  }

  /** Figures of a step, or of the run itself where the step has no name or is not shown. */
  void figures(String step, List<Map<String, Object>> metrics) {
    ShownAs.Step nested = shown.steps().get(step);
    if (begun) {
      runs.log(nested == null ? shown.run() : nested.run(), Map.of("metrics", metrics));
    }
  }

  /** A file of the run. */
  void left(String path, byte[] bytes) {
    if (begun) {
      new ArtifactStore(api.http())
          .put(
              new ArtifactPlace(shown.artifacts()),
              Map.of(path, bytes),
              new UploadProgress(line -> {}));
    }
  }

  /** Ends it and the step that runs: nobody goes on with it, or perhaps a later process. */
  void abandon() {
    if (begun) {
      for (ShownAs.Step step : shown.steps().values()) {
        if (!step.done()) {
          runs.end(step.run(), "KILLED");
        }
      }
      runs.end(shown.run(), "KILLED");
    }
  }
}
