package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "label",
    description = "Raw dataset to a labelled one: every cost, the margin, ties, the penalty.")
final class LabelCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--dataset",
      paramLabel = "REF",
      required = true,
      description = "A raw dataset: its directory, or the first digits of its digest.")
  private String dataset = "";

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    try (Sparks sparks = spark.sparks()) {
      common.print(
          spec.commandLine(),
          new SingleSteps(Jobs.of(key, common, sparks, spec.commandLine())).label(dataset));
    }
    return 0;
  }
}
