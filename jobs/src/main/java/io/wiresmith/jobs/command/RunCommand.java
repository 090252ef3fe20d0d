package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.jobs.pipeline.RunRequest;
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

  @Parameters(
      paramLabel = "<model>",
      description = "compression, fields, or bandwidth with --variant.")
  private String model = "";

  @Option(
      names = "--variant",
      paramLabel = "V",
      description = "Variant of the model, if it has any; both: all, one after the other.")
  private @Nullable String variant;

  @Mixin private PromotionOption promotion = new PromotionOption();

  @Override
  public Integer call() {
    promotion.set(common);
    registry.set(common);
    RunLauncher launcher = new RunLauncher(common, spark, spec.commandLine());
    if ("both".equals(variant)) {
      return launcher.launch(ModelId.of(model).keys().stream().map(this::request).toList());
    }
    return launcher.launch(
        request(ModelKey.parse(variant == null ? model : model + "-" + variant)));
  }

  private RunRequest request(ModelKey key) {
    return telemetry.request(key, registry.uri(), common);
  }
}
