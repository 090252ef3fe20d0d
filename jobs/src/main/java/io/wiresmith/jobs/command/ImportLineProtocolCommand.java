package io.wiresmith.jobs.command;

import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.lineprotocol.TelemetryFiles;
import io.wiresmith.jobs.imports.ImportRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "lp",
    description = {
      "Write files of line protocol to InfluxDB 1.x or 2.x.",
      "Lines that are no points, have no timestamp or are refused by the server",
      "are kept in quarantine with file, line and reason.",
      "The same import again changes nothing."
    },
    footer = {
      "",
      "Example:",
      "  bin/wiresmith import lp examples/compression/transfers.lp.gz \\",
      "    --to influxdb+http://127.0.0.1:8086/telemetry"
    })
final class ImportLineProtocolCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private TargetOptions target = new TargetOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Files (*.lp, *.lp.gz) or directories of them.")
  private List<String> sources = List.of();

  @Option(
      names = "--to",
      paramLabel = "URI",
      required = true,
      description = "influxdb+http(s)://host:port/<database>, or …/<organisation>/<bucket> of 2.x.")
  private String to = "";

  @Option(
      names = "--precision",
      paramLabel = "ns|us|ms|s",
      defaultValue = "ns",
      description = "Unit of the timestamps (default ${DEFAULT-VALUE}).")
  private String precision = "ns";

  @Option(
      names = "--measurement",
      paramLabel = "NAME",
      description = "Take the points of this measurement only.")
  private @Nullable String measurement;

  @Override
  public Integer call() {
    Precision unit = Precision.of(precision);
    ImportRequest request =
        new ImportRequest(
            TelemetryFiles.resolve(sources),
            unit,
            Optional.ofNullable(measurement),
            TargetOptions.connection(to),
            target.missing());
    return new ImportLauncher(common, spec.commandLine()).launch(request, Map.of());
  }
}
