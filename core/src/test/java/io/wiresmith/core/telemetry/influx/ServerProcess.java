package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One life of a server, from its start until it is killed. */
final class ServerProcess {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** 1.x: {@code msg="Listening on HTTP" … addr=127.0.0.1:P}; 2.x: {@code … port=P}. */
  private static final Pattern LISTENING =
      Pattern.compile(
          "(?:Listening on HTTP.* addr=127\\.0\\.0\\.1:|msg=Listening .*port=)(\\d+)\\s");

  private final Process process;
  private final Path log;
  private final Thread hook;
  private final int port;

  /**
   * Starts it and waits until it listens.
   *
   * @param log where its words go; a new file
   */
  ServerProcess(List<String> command, Path log) {
    this.log = log;
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hook = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      port = awaitPort(command);
    } catch (AssertionError e) {
      kill();
      throw e;
    }
  }

  private int awaitPort(List<String> command) {
    Eventually.holds(
        command + " listens", DEADLINE, () -> !process.isAlive() || listening().isPresent());
    return listening().orElseThrow(() -> new AssertionError("It ended: " + command + "\n" + log()));
  }

  /** The port that it chose. */
  int port() {
    return port;
  }

  /** {@code kill -9}, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    Eventually.holds("the server is dead", DEADLINE, () -> !process.isAlive());
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine shuts down: the hook does the same.
    }
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
