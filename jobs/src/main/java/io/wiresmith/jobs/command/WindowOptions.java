package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.jobs.config.InfluxSettings;
import io.wiresmith.jobs.pipeline.Export;
import io.wiresmith.jobs.pipeline.MeasurementExport;
import io.wiresmith.jobs.pipeline.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which time. */
final class WindowOptions {
  @Option(
      names = "--window",
      paramLabel = "30d",
      converter = DurationOption.class,
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
        now(telemetry, common));
  }

  /** The latest end of a window: a database may still receive points for a while. */
  private static Instant now(String telemetry, Common common) {
    Instant now = Instant.now();
    return InfluxLocation.matches(telemetry)
        ? now.minus(InfluxSettings.watermarkLag(common.settings(Map.of())))
        : now;
  }

  /** Exports a measurement of a database. */
  Map<String, Object> export(
      MeasurementExport measurements, String telemetry, String name, Export export, Common common) {
    if (!InfluxLocation.matches(telemetry)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "measurement:%s is read from a database (influxdb+http://…), and --telemetry is %s."
              .formatted(name, telemetry));
    }
    Instant end = until == null ? now(telemetry, common) : until;
    return measurements.run(
        telemetry,
        name,
        Optional.ofNullable(window).map(length -> Window.before(end, length)),
        Optional.of(end),
        export);
  }
}
