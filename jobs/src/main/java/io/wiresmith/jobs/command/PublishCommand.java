package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.RunResult;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
import java.nio.file.Path;
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
    name = "publish",
    description = "Judge an evaluation again, and register the artifact if it is blessed.")
final class PublishCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--artifact",
      paramLabel = "REF",
      required = true,
      description = "The artifact: its directory, or the first digits of its training's key.")
  private String artifact = "";

  @Option(
      names = "--evaluation",
      paramLabel = "FILE",
      required = true,
      description = "Its evaluation.json.")
  private Path evaluation = Path.of("");

  @Option(names = "--training-report", paramLabel = "FILE", description = "training_report.json.")
  private @Nullable Path training;

  @Mixin private PromotionOption promotion = new PromotionOption();

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    promotion.set(common);
    registry.set(common);
    try (Sparks sparks = spark.sparks(common)) {
      RunResult result =
          new SingleSteps(Jobs.of(key, common, sparks, spec.commandLine()))
              .publish(artifact, evaluation, Optional.ofNullable(training), registry.open(common));
      common.print(spec.commandLine().getOut(), result.toJson(), () -> RunLauncher.table(result));
      return result.exitCode();
    }
  }
}
