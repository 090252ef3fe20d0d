package io.wiresmith.jobs.command;

import io.wiresmith.jobs.schedule.PipelineWork;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where scheduled runs read and publish. */
final class PlacesOptions {
  @Option(
      names = "--telemetry",
      paramLabel = "URI",
      description =
          "A line-protocol file, a directory of them, or a database (default: the schedule's).")
  private @Nullable String telemetry;

  @Option(
      names = "--registry",
      paramLabel = "URI",
      description =
          "The registry (default: the schedule's, else MLFLOW_TRACKING_URI, else ./registry).")
  private @Nullable String registry;

  /** Where things are. */
  PipelineWork.Places places(Common common) {
    return new PipelineWork.Places(
        common.workspace(),
        common.configFile().toString(),
        common.flags(),
        Optional.ofNullable(telemetry),
        Optional.ofNullable(registry));
  }
}
