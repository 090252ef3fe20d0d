package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.pipeline.Export;
import io.wiresmith.jobs.pipeline.MeasurementExport;
import io.wiresmith.jobs.pipeline.RunRequest;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
import java.nio.file.Path;
import java.time.Clock;
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

@Command(name = "extract", description = "Telemetry to a raw dataset, under the law of quality.")
final class ExtractCommand implements Callable<Integer> {
  private static final String MEASUREMENT = "measurement:";

  @Mixin private Common common = new Common();
  @Mixin private TelemetryOptions telemetry = new TelemetryOptions();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>",
      description = "Such as compression; or measurement:NAME for any measurement of a database.")
  private String model = "";

  @Option(
      names = "--refresh",
      description =
          "Read a database again that was read before; what it held then stays a dataset too,"
              + " and 'datasets diff' shows what changed.")
  private boolean refresh;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write the rows here, as files for people and other programs.")
  private @Nullable Path out;

  @Option(
      names = "--format",
      paramLabel = "parquet|csv",
      defaultValue = "parquet",
      description = "Form of the files of --out (default ${DEFAULT-VALUE}).")
  private Export.Format format = Export.Format.PARQUET;

  @Override
  public Integer call() {
    Optional<Export> export = Optional.ofNullable(out).map(to -> new Export(to, format));
    export.ifPresent(Export::requireFree);
    try (Sparks sparks = spark.sparks(common)) {
      Map<String, Object> result =
          model.startsWith(MEASUREMENT) ? measurement(sparks, export) : dataset(sparks, export);
      common.print(spec.commandLine(), result);
    }
    return 0;
  }

  private Map<String, Object> measurement(Sparks sparks, Optional<Export> export) {
    return telemetry.export(
        new MeasurementExport(common.settings(Map.of()), sparks, Clock.systemUTC()),
        model.substring(MEASUREMENT.length()),
        export.orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.USAGE,
                    "A measurement is no model: --out DIR is required, for its rows.")),
        common);
  }

  private Map<String, Object> dataset(Sparks sparks, Optional<Export> export) {
    ModelKey key = ModelKey.parse(model);
    RunRequest request = telemetry.request(key, "", common);
    SingleSteps steps = new SingleSteps(Jobs.of(key, common, sparks, spec.commandLine()));
    Map<String, Object> result = refresh ? steps.refresh(request) : steps.extract(request);
    export.ifPresent(
        to ->
            result.put("out", steps.export(String.valueOf(result.get("dataset")), to).get("out")));
    return result;
  }
}
