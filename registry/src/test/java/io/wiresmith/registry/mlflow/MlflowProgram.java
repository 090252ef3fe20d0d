package io.wiresmith.registry.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the program {@code mlflow} by {@code bin/lib/mlflow}. Where {@code
 * WIRESMITH_REQUIRE_SERVERS} lists {@code mlflow}, and in CI, it must be there and is installed;
 * elsewhere tests run if it is there and say so if they do not.
 */
final class MlflowProgram {
  private static final String SCRIPT = "bin/lib/mlflow";

  private MlflowProgram() {}

  static Path find() {
    String asked = variable("WIRESMITH_REQUIRE_SERVERS");
    boolean required =
        asked.isBlank()
            ? !variable("CI").isEmpty()
            : Arrays.asList(asked.strip().split("[ ,]+")).contains("mlflow");
    if (!required && !asked.isBlank()) {
      return skip("WIRESMITH_REQUIRE_SERVERS is '" + asked + "' and does not name mlflow");
    }
    List<String> command = new ArrayList<>(List.of("bash", root().resolve(SCRIPT).toString()));
    if (!required) {
      command.add("--ready");
    }
    try {
      Path err = Files.createTempFile("mlflow-", ".err");
      try {
        Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
        String out =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int exit = process.waitFor();
        if (exit == 0) {
          return Path.of(out);
        }
        String said = Files.readString(err).strip();
        if (required) {
          throw new AssertionError("MLflow must run in these tests and cannot be had: " + said);
        }
        return skip(said);
      } finally {
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while " + SCRIPT + " runs", e);
    }
  }

  private static Path skip(String why) {
    String line = "SKIPPED: tests with MLflow. " + why;
    System.err.println(line);
    return Assumptions.abort(line);
  }

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name)).orElse("");
  }

  /** The checkout: property {@code wiresmith.root}, or the directory above that has the script. */
  private static Path root() {
    Path here = Path.of(System.getProperty("wiresmith.root", "")).toAbsolutePath();
    for (Path place = here; place != null; place = place.getParent()) {
      if (Files.exists(place.resolve(SCRIPT))) {
        return place;
      }
    }
    throw new AssertionError("No " + SCRIPT + " in " + here + " and above; set wiresmith.root.");
  }
}
