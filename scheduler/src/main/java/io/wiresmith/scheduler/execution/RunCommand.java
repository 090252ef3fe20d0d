package io.wiresmith.scheduler.execution;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run as a process of its own.
 *
 * @param words the command line
 * @param references what goes in, for the ledger: telemetry, registry, config
 * @param runDirectory where the run leaves {@code run.json} and {@code verdict.json}
 * @param logs directory for its log
 */
public record RunCommand(
    List<String> words, Map<String, String> references, Path runDirectory, Path logs) {
  /** Copies the collections. */
  public RunCommand {
    words = List.copyOf(words);
    references = Map.copyOf(references);
  }
}
