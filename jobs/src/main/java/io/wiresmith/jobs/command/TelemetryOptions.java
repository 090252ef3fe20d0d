package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.Export;
import io.wiresmith.jobs.pipeline.MeasurementExport;
import io.wiresmith.jobs.pipeline.RunRequest;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which telemetry. */
final class TelemetryOptions {
  @Mixin private WindowOptions window = new WindowOptions();

  @Option(
      names = "--telemetry",
      paramLabel = "URI",
      required = true,
      description =
          "A line-protocol file (*.lp, *.lp.gz) or captures (*.jsonl, *.jsonl.gz), a directory of"
              + " them, or a database:"
              + " influxdb+http(s)://host:port/<database or organisation/bucket>.")
  private String telemetry = "";

  /** What is asked for, with the configuration of the verb. */
  RunRequest request(ModelKey key, String registry, Common common) {
    return window.request(key, telemetry, registry, common);
  }

  /** Exports a measurement in the window that is asked for. */
  Map<String, Object> export(
      MeasurementExport measurements, String name, Export export, Common common) {
    return window.export(measurements, telemetry, name, export, common);
  }
}
