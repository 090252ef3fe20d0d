package io.wiresmith.scheduler.execution;

import io.wiresmith.core.io.AtomicFiles;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A child process with a log. */
final class RunProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LONGEST_CAUSE = 500;
  private static final String OURS = "wiresmith: ";

  private final Process process;
  private final Path log;

  private RunProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static RunProcess start(List<String> words, Map<String, String> environment, Path log) {
    AtomicFiles.directory(log.resolveSibling(""));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new RunProcess(builder.start(), log);
    } catch (IOException e) {
      throw AtomicFiles.failed("start " + words.get(0) + " with the log", log, e);
    }
  }

  /** Whether it ends within that time. */
  boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** Asks it and its children to end, then ends them; what they commit they commit whole. */
  void end() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    family.forEach(ProcessHandle::destroy);
    if (!endsWithin(PATIENCE)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
  }

  int exitCode() {
    return process.onExit().join().exitValue();
  }

  /** The last thing that it said of itself. */
  String cause() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
      for (int i = lines.size() - 1; i >= 0; i--) {
        if (lines.get(i).startsWith(OURS)) {
          String line = lines.get(i).substring(OURS.length());
          return line.length() > LONGEST_CAUSE ? line.substring(0, LONGEST_CAUSE) : line;
        }
      }
      return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    } catch (IOException e) {
      return "its log " + log + " cannot be read";
    }
  }
}
