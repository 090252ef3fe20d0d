package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
import java.util.Map;
import java.util.function.BiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of a verb that makes one step from one dataset, and the step itself. */
final class DatasetStep {
  @Mixin private Common common = new Common();
  @Mixin private SparkOptions spark = new SparkOptions();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--dataset",
      paramLabel = "REF",
      required = true,
      description = "What goes in: the dataset's directory, or the first digits of its digest.")
  private String dataset = "";

  int call(CommandLine line, BiFunction<SingleSteps, String, Map<String, Object>> step) {
    ModelKey key = ModelKey.parse(model);
    try (Sparks sparks = spark.sparks(common)) {
      common.print(line, step.apply(new SingleSteps(Jobs.of(key, common, sparks, line)), dataset));
    }
    return 0;
  }
}
