package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs other programs to their end. */
final class Commands {
  private Commands() {}

  /**
   * What a program left.
   *
   * @param exit its status
   * @param out its standard output
   * @param err its standard error
   */
  record Outcome(int exit, String out, String err) {}

  /** Runs one that must end with 0. */
  static Outcome run(List<String> command) {
    Outcome outcome = attempt(command);
    if (outcome.exit() != 0) {
      throw new AssertionError(command + " ends with " + outcome);
    }
    return outcome;
  }

  /** Runs one, whatever its status. */
  static Outcome attempt(List<String> command) {
    try {
      Path err = Files.createTempFile("command-", ".err");
      try {
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        byte[] out = process.getInputStream().readAllBytes();
        int exit = process.waitFor();
        return new Outcome(exit, new String(out, StandardCharsets.UTF_8), Files.readString(err));
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while " + command + " runs", e);
    }
  }
}
