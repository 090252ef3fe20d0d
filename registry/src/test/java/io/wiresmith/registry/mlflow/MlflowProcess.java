package io.wiresmith.registry.mlflow;

import io.wiresmith.core.telemetry.influx.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One life of a server and of the worker that it starts, until both are killed. */
final class MlflowProcess {
  /** Long enough for every machine; a start takes 5 s to 20 s. */
  private static final Duration DEADLINE = Duration.ofSeconds(180);

  private static final Pattern LISTENING =
      Pattern.compile("Uvicorn running on http://127\\.0\\.0\\.1:(\\d+) ");

  private final Process process;
  private final Path log;
  private final Thread hook;
  private final int port;

  /**
   * Starts it and waits until it listens.
   *
   * @param log where its words go; a new file
   */
  MlflowProcess(List<String> command, Map<String, String> environment, Path log) {
    this.log = log;
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hook = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      Eventually.holds(
          command + " listens", DEADLINE, () -> !process.isAlive() || listening().isPresent());
      port =
          listening().orElseThrow(() -> new AssertionError("It ended: " + command + "\n" + log()));
    } catch (AssertionError e) {
      kill();
      throw e;
    }
  }

  int port() {
    return port;
  }

  /** {@code kill -9} for server and worker, and waits until both are gone. */
  void kill() {
    List<ProcessHandle> all = end();
    Eventually.holds(
        "the server is dead", DEADLINE, () -> all.stream().noneMatch(ProcessHandle::isAlive));
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine shuts down: the hook does the same.
    }
  }

  private List<ProcessHandle> end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    return all;
  }

  /** What it wrote. */
  String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Integer> listening() {
    Matcher matcher = LISTENING.matcher(log());
    return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
  }
}
