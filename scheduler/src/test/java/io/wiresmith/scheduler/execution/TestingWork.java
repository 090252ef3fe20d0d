package io.wiresmith.scheduler.execution;

import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import java.nio.file.Path;
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

  private final Path directory;
  private volatile String script;
  private volatile String data = "data";

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

  @Override
  public WorkDigest digest(WindowKey key) {
    return new WorkDigest(key.id() + data, data, "config", "code");
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
