package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.RunRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which time. */
final class WindowOptions {
  @Option(
      names = "--window",
      paramLabel = "30d",
      converter = Durations.class,
      description = "Length of the window that ends at --until (default: all the telemetry).")
  private @Nullable Duration window;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Instants.class,
      description =
          "End of the window in UTC, exclusive; later rows are in the future (default: now).")
  private @Nullable Instant until;

  /** What is asked for of that telemetry, with the configuration of the verb. */
  RunRequest request(ModelKey key, String telemetry, String registry, Common common) {
    return RunRequest.pinned(
        new RunRequest(
            key,
            telemetry,
            registry,
            Optional.ofNullable(window),
            Optional.ofNullable(until),
            common.configFile().toString(),
            common.flags()),
        Clock.systemUTC());
  }
}
