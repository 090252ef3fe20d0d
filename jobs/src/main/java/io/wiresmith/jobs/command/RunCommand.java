package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = {
      "Run the whole pipeline: extract, label, train, evaluate, publish.",
      "The same request again is a no-op; a killed run continues where it stopped."
    },
    footer = {
      "",
      "Example:",
      "  bin/wiresmith run compression --telemetry examples/compression/transfers.lp.gz \\",
      "    --window 45d --until 2026-11-15T00:00:00Z --registry ./registry"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private TelemetryOptions telemetry = new TelemetryOptions();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--variant",
      paramLabel = "V",
      description = "Variant of the model, if it has any.")
  private @Nullable String variant;

  @Mixin private PromotionOption promotion = new PromotionOption();

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(variant == null ? model : model + "-" + variant);
    promotion.set(common);
    registry.set(common);
    return new RunLauncher(common, spark, spec.commandLine())
        .launch(telemetry.request(key, registry.uri(), common));
  }
}
