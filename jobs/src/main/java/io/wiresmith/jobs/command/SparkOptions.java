package io.wiresmith.jobs.command;

import io.wiresmith.jobs.pipeline.Sparks;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of verbs that compute. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "M",
      description = "Spark master (default: spark-submit's, else WIRESMITH_MASTER, else local[*]).")
  private @Nullable String master;

  /** The session's holder; nothing of Spark is loaded before its first use. */
  Sparks sparks(Common common) {
    return new Sparks(
        Optional.ofNullable(master),
        common.workspace().root(),
        () -> common.settingsOfAnyKind().duration("cluster.patience"));
  }
}
