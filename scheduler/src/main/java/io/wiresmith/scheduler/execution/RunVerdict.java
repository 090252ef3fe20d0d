package io.wiresmith.scheduler.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.scheduler.ledger.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run left for whoever started it.
 *
 * @param verdict blessed, rejected or inconclusive
 * @param cause the first reason of a verdict that is not blessed, else empty text
 * @param references dataset, artifact, version, report
 */
record RunVerdict(String verdict, String cause, Map<String, String> references) {
  private static final List<String> REFERENCES =
      List.of("dataset", "artifact", "version", "report", "unchanged", Ending.CHAMPION);

  /** Reads {@code verdict.json}; none where there is none of that run. */
  static Optional<RunVerdict> read(Path runDirectory, String workKey) {
    Path file = runDirectory.resolve("verdict.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonNode json = Json.tree(file);
    String verdict = json.path("verdict").asText("");
    if (verdict.isEmpty() || !json.path("run").asText("").equals(workKey)) {
      return Optional.empty();
    }
    Map<String, String> references = new TreeMap<>();
    for (String name : REFERENCES) {
      if (json.hasNonNull(name)) {
        references.put(name, json.get(name).asText());
      }
    }
    String cause = verdict.equals("blessed") ? "" : json.path("reasons").path(0).asText("");
    return Optional.of(new RunVerdict(verdict, cause, references));
  }

  /** The steps that {@code run.json} tells of. */
  static List<StepRecord> steps(Path runDirectory) {
    Path file = runDirectory.resolve("run.json");
    return Files.isRegularFile(file) ? Json.read(file, RunRecord.class).steps() : List.of();
  }

  /** The error that {@code run.json} tells of, if it is one that ends a process with that code. */
  static Optional<ErrorCode> error(Path runDirectory, int exitCode) {
    Path file = runDirectory.resolve("run.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    String name = Json.tree(file).path("error").asText("");
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.name().equals(name) && code.exitCode() == exitCode)
        .findFirst();
  }
}
