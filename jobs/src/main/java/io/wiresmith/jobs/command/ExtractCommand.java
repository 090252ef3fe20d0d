package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.RunRequest;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "extract", description = "Telemetry to a raw dataset, under the law of quality.")
final class ExtractCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private TelemetryOptions telemetry = new TelemetryOptions();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--refresh",
      description =
          "Read a database again that was read before; what it held then stays a dataset too,"
              + " and 'datasets diff' shows what changed.")
  private boolean refresh;

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    RunRequest request = telemetry.request(key, "", common);
    try (Sparks sparks = spark.sparks()) {
      SingleSteps steps = new SingleSteps(Jobs.of(key, common, sparks, spec.commandLine()));
      common.print(spec.commandLine(), refresh ? steps.refresh(request) : steps.extract(request));
    }
    return 0;
  }
}
