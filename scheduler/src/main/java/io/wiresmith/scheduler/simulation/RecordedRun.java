package io.wiresmith.scheduler.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.scheduler.execution.LeaseGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The process of a recorded run: it goes through the five steps without doing their work, commits
 * each as a file, skips those that are there, asks for the worth of its lease right before it
 * publishes, and leaves what a run leaves. What goes wrong on the way is its fault.
 */
public final class RecordedRun {
  static final List<String> STEPS = List.of("extract", "label", "train", "evaluate", "publish");
  static final String GO = "go";
  static final String WAITED = "waited";
  static final String ENDED = "ended";
  private static final int DOWN_FOR = 2;
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path run;
  private final Path published;
  private final Path recording;
  private final String key;
  private final Fault fault;
  private final List<StepRecord> steps = new ArrayList<>();

  private RecordedRun(String... words) {
    run = Path.of(words[0]);
    published = Path.of(words[1]);
    recording = Path.of(words[2]);
    key = words[3];
    fault = Fault.valueOf(words[4]);
  }

  /** The command line of {@link SimulatedWork}. */
  public static void main(String... words) {
    RecordedRun run = new RecordedRun(words);
    int exit;
    try {
      exit = run.goes();
    } catch (WiresmithException e) {
      System.err.println("wiresmith: " + e.getMessage());
      run.record(RunState.FAILED, Optional.of(e.code().name()));
      exit = e.code().exitCode();
    } catch (IOException e) {
      System.err.println("wiresmith: " + e);
      exit = ErrorCode.INTERNAL.exitCode();
    }
    run.ended();
    System.exit(exit);
  }

  private void ended() {
    try {
      count(ENDED);
    } catch (IOException e) {
      throw AtomicFiles.failed("mark the end of a run in", run, e);
    }
  }

  private int goes() throws IOException {
    Files.createDirectories(run);
    arrives();
    for (String step : STEPS) {
      step(step);
    }
    boolean rejected = fault == Fault.GATE_REJECTS;
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("verdict", rejected ? "rejected" : "blessed");
    verdict.put("reasons", rejected ? List.of("a recorded rejection") : List.of());
    verdict.put("run", key);
    verdict.put("champion", !rejected);
    verdict.put("version", rejected ? null : versions().get(0).getFileName().toString());
    AtomicFiles.write(run.resolve("verdict.json"), Json.bytes(verdict));
    record(RunState.DONE, Optional.empty());
    return rejected ? ErrorCode.GATE_REJECTED.exitCode() : 0;
  }

  /** What stands between a run and its telemetry. */
  private void arrives() throws IOException {
    if ((fault == Fault.DEPENDENCY_DOWN && count("down") <= DOWN_FOR)
        || (fault == Fault.DEPENDENCY_DOWN_FOR_LONG && !mended())) {
      throw new WiresmithException(ErrorCode.DEPENDENCY_DOWN, "The database is down.");
    }
    if (fault == Fault.DATA_LATE && !mended()) {
      throw new WiresmithException(
          ErrorCode.DATA_LATE, "The last day of the window has no telemetry.");
    }
  }

  private boolean mended() {
    return Files.exists(run.resolve(SimulatedWork.MENDED));
  }

  /** How often this happened to the run, this time included. */
  private int count(String what) throws IOException {
    int number = 1;
    while (Files.exists(run.resolve(what + number))) {
      number++;
    }
    Files.createFile(run.resolve(what + number));
    return number;
  }

  private void step(String name) throws IOException {
    Instant start = Instant.now();
    Path committed = run.resolve(name + ".json");
    boolean reused = Files.exists(committed);
    if (!reused) {
      if (fault.killedIn().filter(name::equals).isPresent() && count("killed") == 1) {
        die();
      }
      Map<String, String> result = recorded(name);
      if (name.equals("publish")) {
        publish();
      }
      AtomicFiles.write(committed, Json.bytes(result));
    }
    steps.add(
        new StepRecord(
            name,
            RunState.DONE,
            key,
            start,
            Optional.of(Instant.now()),
            reused,
            Json.read(committed, JsonNode.class).properties().stream()
                .collect(
                    java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().asText())),
            "recorded"));
  }

  /** One version for each run key, as the registry has it; the guard is asked last. */
  private void publish() throws IOException {
    if (fault == Fault.GATE_REJECTS) {
      return;
    }
    boolean thereBefore = !versions().isEmpty();
    if (fault.waits() && count(WAITED) == 1) {
      waitForTheWord();
    }
    if (!thereBefore) {
      LeaseGuard.of(System.getenv()).check();
      Files.createFile(published.resolve(key + "-" + ProcessHandle.current().pid()));
    }
    if (fault == Fault.KILLED_AFTER_PUBLISH && count("killed") == 1) {
      die();
    }
  }

  private List<Path> versions() {
    return AtomicFiles.list(published).stream()
        .filter(file -> file.getFileName().toString().startsWith(key + "-"))
        .toList();
  }

  private void waitForTheWord() {
    while (!Files.exists(run.resolve(GO))) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static void die() throws IOException {
    new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
    while (true) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** What the step of a real run came to. */
  private Map<String, String> recorded(String step) {
    if (!Files.isRegularFile(recording)) {
      return Map.of();
    }
    return Json.read(recording, RunRecord.class).steps().stream()
        .filter(it -> it.name().equals(step))
        .map(StepRecord::result)
        .findFirst()
        .orElse(Map.of());
  }

  private void record(RunState state, Optional<String> error) {
    Instant now = Instant.now();
    AtomicFiles.write(
        run.resolve("run.json"),
        Json.bytes(
            new RunRecord(
                key,
                ModelKey.of(io.wiresmith.core.ModelId.COMPRESSION),
                state,
                Map.of(),
                now,
                now,
                Owner.here().name(),
                steps,
                Optional.empty(),
                "recorded",
                error)));
  }
}
