package io.wiresmith.scheduler.execution;

import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Work that a shell script does: a real process, with {@code $DIR} where the run leaves its files,
 * {@code $KEY} its work key and {@code $UNTIL} the end of its window. Thread-safe.
 */
public final class TestingWork implements WindowWork {
  /** Leaves a verdict. */
  public static final String BLESSED =
      """
      mkdir -p $DIR
      echo '{"verdict": "blessed", "run": "'$KEY'", "version": 3, "reasons": []}' > $DIR/verdict.json
      """;

  /** Leaves the record of a step, and of one that was found done. */
  public static final String STEPS =
      """
      echo '{"workKey": "'$KEY'", "model": "compression", "state": "DONE", "request": {},
        "startedAt": "2026-11-01T02:00:00Z", "updatedAt": "2026-11-01T02:00:03Z", "process": 1, "message": "",
        "steps": [{"name": "extract", "state": "DONE", "workKey": "k", "startedAt": "2026-11-01T02:00:00Z",
          "endedAt": "2026-11-01T02:00:02.5Z", "reused": false, "result": {"quarantined": "7"}, "message": ""},
          {"name": "label", "state": "DONE", "workKey": "l", "startedAt": "2026-11-01T02:00:02Z",
          "endedAt": "2026-11-01T02:00:03Z", "reused": true, "result": {}, "message": ""}]}' > $DIR/run.json
      """;

  /** Fails because the telemetry is late. */
  public static final String LATE =
      """
      mkdir -p $DIR
      echo '{"error": "DATA_LATE", "steps": []}' > $DIR/run.json
      echo 'wiresmith: 1 day has no data'
      exit 12
      """;

  private final Path directory;
  private volatile String script;
  private volatile String data = "data";
  private volatile Duration lag = Duration.ZERO;
  private volatile boolean defective;

  /** Work whose files lie in that directory. */
  public TestingWork(Path directory, String script) {
    this.directory = directory;
    this.script = script;
  }

  /** Changes the script. */
  public void does(String other) {
    script = other;
  }

  /** Changes the digest of the telemetry. */
  public void data(String digest) {
    data = digest;
  }

  /** Cannot be planned from now on. */
  public void defective() {
    defective = true;
  }

  /** Says how long after its end a window may still get telemetry. */
  public void lag(Duration time) {
    lag = time;
  }

  @Override
  public WorkDigest digest(WindowKey key) {
    if (defective) {
      throw new IllegalStateException("a defect");
    }
    return new WorkDigest(key.id() + data, data, "config", "code");
  }

  @Override
  public Instant completeAt(WindowKey key) {
    return key.window().until().plus(lag);
  }

  @Override
  public RunCommand command(WindowKey key, WorkDigest work) {
    Path run = directory.resolve("runs").resolve(work.key());
    String variables =
        "DIR=%s; KEY=%s; UNTIL=%s; ALL=%s\n"
            .formatted(run, work.key(), key.window().until(), directory);
    return new RunCommand(
        List.of("bash", "-c", variables + script),
        Map.of("telemetry", "t.lp"),
        run,
        directory.resolve("logs"));
  }
}
