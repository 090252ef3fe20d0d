package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.CurvePoint;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.TestingRegistration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MlflowRunTrackerTest {
  @RegisterExtension static final OneMlflow SERVER = new OneMlflow();

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final String RUN_KEY = "0123456789abcdef".repeat(4);
  private static final StepRecord EXTRACTS = step("extract", RunState.RUNNING, Map.of());
  private static final StepRecord EXTRACTED =
      step(
          "extract",
          RunState.DONE,
          Map.of("in", "120", "out", "100", "quarantined", "20", "dataset", "d".repeat(64)));
  private static final StepRecord TRAINS = step("train", RunState.RUNNING, Map.of());
  private static final StepRecord TRAINED =
      step("train", RunState.DONE, Map.of("artifact", "a".repeat(64), "directory", "/secret"));

  @TempDir Path directory;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private static StepRecord step(String name, RunState state, Map<String, String> result) {
    boolean over = state != RunState.RUNNING;
    Optional<Instant> end = over ? Optional.of(START.plusSeconds(90)) : Optional.empty();
    return new StepRecord(name, state, "key of " + name, START, end, false, result, name + " ok");
  }

  private static RunRecord run(RunState state, String verdict, StepRecord... steps) {
    return new RunRecord(
        RUN_KEY,
        KEY,
        state,
        Map.of(),
        START,
        START.plusSeconds(120),
        "host/1/1",
        List.of(steps),
        Optional.of(verdict).filter(text -> !text.isEmpty()),
        verdict.equals("rejected") ? "regret 0.5 is above 0.1" : "",
        Optional.empty());
  }

  private MlflowRunTracker tracker(int port) {
    return MlflowRunTracker.start(
        MlflowServer.of("http://127.0.0.1:" + port, Map.of()),
        directory.resolve("mlflow.json"),
        new MlflowRunTracker.Pace(Duration.ofMillis(50), Duration.ofSeconds(20)),
        told::add);
  }

  private static List<JsonNode> runs() {
    return SERVER.get().runs("");
  }

  private static Map<String, String> values(JsonNode entries) {
    Map<String, String> values = new java.util.TreeMap<>();
    entries.forEach(entry -> values.put(entry.path("key").asText(), entry.path("value").asText()));
    return values;
  }

  private static String tag(JsonNode run, String name) {
    return values(run.at("/data/tags")).getOrDefault(name, "");
  }

  private JsonNode named(String name) {
    return runs().stream()
        .filter(run -> run.at("/info/run_name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String status(JsonNode run) {
    return run.at("/info/status").asText();
  }

  private static String id(JsonNode run) {
    return run.at("/info/run_id").asText();
  }

  private Registration registration(String shownAs) {
    Registration plain = TestingRegistration.of(directory, RUN_KEY).build();
    return new Registration(
        plain.blessed(),
        plain.artifact(),
        RUN_KEY,
        plain.tags(),
        plain.runFiles(),
        shownAs,
        List.of("Code: as before"));
  }

  @Test
  void showsTheStepsWhileTheyGoOnAndTheVersionIsOfThatRun() {
    MlflowRunTracker tracker = tracker(SERVER.get().port());
    tracker.changed(run(RunState.RUNNING, ""));
    tracker.changed(run(RunState.RUNNING, "", EXTRACTED, TRAINS));
    tracker.point(new CurvePoint("loss/probe/training", 1, 0.5));
    tracker.point(new CurvePoint("loss/probe/training", 2, 0.25));
    Optional<String> shown = tracker.shownAs();
    Eventually.holds("the curve is shown", LONG, () -> curve("train").equals("0.25"));
    JsonNode parent = named("compression-" + RUN_KEY.substring(0, 12));
    assertThat(status(parent)).isEqualTo("RUNNING");
    assertThat(shown).contains(id(parent));
    Eventually.holds(
        "the machine is shown", LONG, () -> metrics(id(parent)).contains("system/cpu"));

    RegisteredVersion version =
        MlflowRegistry.of(SERVER.get().uri(), Map.of()).register(registration(id(parent)));
    tracker.file("plots/regret.svg", "<svg/>".getBytes(StandardCharsets.UTF_8));
    tracker.changed(run(RunState.DONE, "blessed", EXTRACTED, TRAINED));
    tracker.close();

    assertThat(runs()).hasSize(3);
    assertThat(
            SERVER
                .get()
                .get("model-versions/get?name=wiresmith-compression&version=1")
                .at("/model_version/run_id")
                .asText())
        .isEqualTo(id(parent));
    JsonNode done = named(version.runId());
    assertThat(id(done)).isEqualTo(id(parent));
    assertThat(status(done)).isEqualTo("FINISHED");
    assertThat(values(done.at("/data/metrics"))).containsEntry("test/accuracy", "0.95");
    assertThat(tag(done, "wiresmith.gate")).isEqualTo("blessed");
    assertThat(tag(done, "mlflow.note.content"))
        .startsWith("Blessed")
        .contains("- Code: as before");
    JsonNode extracted = named("extract");
    assertThat(tag(extracted, "mlflow.parentRunId")).isEqualTo(id(parent));
    assertThat(status(extracted)).isEqualTo("FINISHED");
    assertThat(values(extracted.at("/data/metrics")))
        .containsEntry("duration_seconds", "90.0")
        .containsEntry("rows/in", "120.0")
        .containsEntry("rows/out", "100.0")
        .containsEntry("rows/quarantined", "20.0");
    JsonNode trained = named("train");
    assertThat(tag(trained, "wiresmith.artifact")).isEqualTo("a".repeat(64));
    assertThat(trained.toString()).doesNotContain("/secret");
    assertThat(trained.at("/inputs/dataset_inputs/0/dataset/digest").asText())
        .isEqualTo("d".repeat(36));
    assertThat(SERVER.get().get("artifacts/list?run_id=" + id(parent)).path("files"))
        .extracting(file -> file.path("path").asText())
        .containsExactlyInAnyOrder("evaluation.json", "report.html", "plots");
    assertThat(told).isEmpty();
  }

  private String curve(String step) {
    return runs().stream()
        .filter(run -> run.at("/info/run_name").asText().equals(step))
        .map(run -> values(run.at("/data/metrics")).getOrDefault("loss/probe/training", ""))
        .findFirst()
        .orElse("");
  }

  private String metrics(String run) {
    return SERVER.get().get("runs/get?run_id=" + run).at("/run/data/metrics").toString();
  }

  @Test
  void aRunWithoutABlessedModelEndsFailedWithItsReason() {
    try (MlflowRunTracker tracker = tracker(SERVER.get().port())) {
      tracker.changed(run(RunState.RUNNING, ""));
      tracker.changed(run(RunState.DONE, "rejected", EXTRACTED, TRAINED));
    }

    JsonNode parent = named("compression-" + RUN_KEY.substring(0, 12));
    assertThat(status(parent)).isEqualTo("FAILED");
    assertThat(tag(parent, "wiresmith.gate")).isEqualTo("rejected");
    assertThat(tag(parent, "mlflow.note.content"))
        .isEqualTo("**No version: rejected.** regret 0.5 is above 0.1");
    assertThat(MlflowRegistry.of(SERVER.get().uri(), Map.of()).list()).isEmpty();
  }

  @Test
  void aRunThatWasKilledGoesOnAsTheSame() {
    MlflowRunTracker killed = tracker(SERVER.get().port());
    killed.changed(run(RunState.RUNNING, "", EXTRACTED, TRAINS));
    Optional<String> before = killed.shownAs();
    killed.close();

    try (MlflowRunTracker again = tracker(SERVER.get().port())) {
      again.changed(run(RunState.RUNNING, ""));
      again.changed(run(RunState.RUNNING, "", EXTRACTS));
      again.changed(run(RunState.RUNNING, "", EXTRACTED, TRAINS));
      assertThat(again.shownAs()).isEqualTo(before);
      again.changed(run(RunState.DONE, "blessed", EXTRACTED, TRAINED));
    }

    assertThat(runs()).hasSize(3).allMatch(run -> status(run).equals("FINISHED"));
    assertThat(tag(named("train"), "wiresmith.attempts")).isEqualTo("2");
    List<JsonNode> done = runs();
    try (MlflowRunTracker later = tracker(SERVER.get().port())) {
      later.changed(run(RunState.DONE, "blessed"));
    }
    assertThat(runs()).as("the same work again").isEqualTo(done);
  }

  @Test
  void aRunWhoseCreationWasNotHeardOfIsFoundAgain() {
    try (MlflowRunTracker killed = tracker(SERVER.get().port())) {
      killed.changed(run(RunState.RUNNING, ""));
      killed.shownAs();
    }
    Path file = directory.resolve("mlflow.json");
    ShownAs created = Json.read(file, ShownAs.class);
    new ShownAs(SERVER.get().uri(), created.attempt(), "", "", "", Map.of(), false).save(file);

    try (MlflowRunTracker again = tracker(SERVER.get().port())) {
      again.changed(run(RunState.RUNNING, ""));
      assertThat(again.shownAs()).isPresent();
    }
    assertThat(runs()).hasSize(1);
  }

  @Test
  void aRunOfAnotherServerIsAnotherOneAndSoIsOneThatCannotBeRead() {
    Path file = directory.resolve("mlflow.json");
    new ShownAs("http://here", "first", "1", "run", "1/run", Map.of(), false).save(file);
    assertThat(ShownAs.in(file, "http://here").run()).isEqualTo("run");
    assertThat(ShownAs.in(file, "http://there").run()).isEmpty();
    AtomicFiles.write(file, "{");
    assertThat(ShownAs.in(file, "http://here").run()).isEmpty();
  }

  @Test
  void whatSomeoneElseShowsAtThisMomentIsAnotherRun() {
    Path file = directory.resolve("mlflow.json");
    try (MlflowRunTracker first = tracker(SERVER.get().port())) {
      first.changed(run(RunState.RUNNING, "", TRAINS));
      Optional<String> shown = first.shownAs();
      assertThat(shown).isPresent();
      // Not by the number of its process, which two containers on one workspace may share.
      try (MlflowRunTracker second = tracker(SERVER.get().port())) {
        second.changed(run(RunState.RUNNING, "", TRAINS));
        assertThat(second.shownAs()).isPresent().isNotEqualTo(shown);
        second.changed(run(RunState.DONE, "blessed", TRAINED));
      }
      assertThat(Json.read(file, ShownAs.class).run()).isEqualTo(shown.orElseThrow());
      assertThat(tag(runs().get(0), "wiresmith.attempts")).isNotEqualTo("2");
      first.changed(run(RunState.DONE, "blessed", TRAINED));
    }
    assertThat(runs()).hasSize(4).allMatch(run -> status(run).equals("FINISHED"));
  }

  @Test
  void whoCameSecondWithTheSameRunSaysSoAndNothingElse() {
    MlflowRunTracker tracker = tracker(SERVER.get().port());
    tracker.changed(run(RunState.RUNNING, "", EXTRACTED, TRAINS));
    String shown = tracker.shownAs().orElseThrow();
    MlflowRegistry.of(SERVER.get().uri(), Map.of()).register(registration(""));

    MlflowServer server = MlflowServer.of(SERVER.get().uri(), Map.of());
    MlflowApi api = new MlflowApi(new MlflowHttp(server, MlflowPatience.usual()));
    RegisteredVersion version =
        new Publication(api, new ModelVersions(api, KEY), registration(shown), START, line -> {})
            .run();
    tracker.point(new CurvePoint("loss/probe/training", 1, 0.5));
    tracker.changed(run(RunState.DONE, "blessed", EXTRACTED, TRAINED));
    tracker.close();

    assertThat(version.number()).isEqualTo(1);
    assertThat(told)
        .containsExactly(
            "Another process had published this very run as version 1: MLflow shows that one, and"
                + " the copy is removed.");
    assertThat(runs()).hasSize(1).allMatch(run -> status(run).equals("FINISHED"));
  }

  @Test
  void aRunThatSomeoneDeletedMeanwhileIsToldOnce() {
    try (MlflowRunTracker tracker = tracker(SERVER.get().port())) {
      tracker.changed(run(RunState.RUNNING, ""));
      String shown = tracker.shownAs().orElseThrow();
      SERVER.get().send("POST", "runs/delete", Map.of("run_id", shown));
      tracker.changed(run(RunState.RUNNING, "", EXTRACTED));
      tracker.changed(run(RunState.DONE, "blessed", EXTRACTED, TRAINED));
    }
    assertThat(told)
        .containsExactly(
            "MLflow shows this run no longer: someone deleted it there. The run goes on.");
  }

  @Test
  void aServerThatIsDownIsToldOnceAndGetsEverythingLater() {
    try (TapProxy proxy = TapProxy.of(SERVER.get().port())) {
      proxy.refuse();
      MlflowRunTracker tracker = tracker(proxy.port());
      tracker.changed(run(RunState.RUNNING, ""));
      tracker.changed(run(RunState.RUNNING, "", TRAINS));
      for (int epoch = 1; epoch <= 1000; epoch++) {
        tracker.point(new CurvePoint("loss/probe/training", epoch, 1.0 / epoch));
      }
      Eventually.holds("it is told", LONG, () -> !told.isEmpty());
      proxy.listen();
      Eventually.holds("all is there", LONG, () -> last("train").equals("1000"));
      tracker.changed(run(RunState.DONE, "blessed", TRAINED));
      tracker.close();
    }

    assertThat(told)
        .singleElement()
        .asString()
        .contains("MLflow does not show this run for the moment:")
        .contains("does not listen");
    assertThat(runs()).hasSize(2).allMatch(run -> status(run).equals("FINISHED"));
  }

  private String last(String step) {
    try {
      String history =
          "metrics/get-history?metric_key=loss/probe/training&max_results=2000&run_id=";
      JsonNode metrics = SERVER.get().get(history + id(named(step))).path("metrics");
      return Integer.toString(metrics.size());
    } catch (AssertionError | java.util.NoSuchElementException e) {
      return ""; // Not there yet.
    }
  }

  @Test
  void aServerThatStaysDownStopsNothingAndTheRunIsPublishedWithItsOwn() {
    MlflowRunTracker tracker;
    long began = System.nanoTime();
    try (TapProxy proxy = TapProxy.of(SERVER.get().port())) {
      proxy.refuse();
      tracker =
          MlflowRunTracker.start(
              MlflowServer.of("http://127.0.0.1:" + proxy.port(), Map.of()),
              directory.resolve("mlflow.json"),
              new MlflowRunTracker.Pace(Duration.ofMillis(50), Duration.ofMillis(500)),
              told::add);
      tracker.changed(run(RunState.RUNNING, "", TRAINS));
      for (int epoch = 1; epoch <= MlflowRunTracker.CAPACITY + 100; epoch++) {
        tracker.point(new CurvePoint("loss/probe/training", epoch, 1.0 / epoch));
      }
      assertThat(tracker.shownAs()).isEmpty();
      tracker.close();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
    assertThat(told).hasSize(2);
    assertThat(told.get(1)).matches("MLflow shows this run without 20,10\\d of its points.*");

    MlflowRegistry.of(SERVER.get().uri(), Map.of()).register(registration(""));
    assertThat(runs()).hasSize(1).allMatch(run -> status(run).equals("FINISHED"));
  }

  @Test
  void wrongCredentialsAreToldOnceAndStopNothing() {
    try (TapProxy proxy = TapProxy.of(1)) {
      proxy.tap(Tap.answering("HTTP/1.1 401 X\r\nContent-Length: 2\r\n\r\nno"));
      try (MlflowRunTracker tracker = tracker(proxy.port())) {
        tracker.changed(run(RunState.RUNNING, ""));
        tracker.changed(run(RunState.RUNNING, "", TRAINS));
        assertThat(tracker.shownAs()).isEmpty();
      }
    }
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).contains("401: no").contains("Set MLFLOW_TRACKING_USERNAME");
  }
}
