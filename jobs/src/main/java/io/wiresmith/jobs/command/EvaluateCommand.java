package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.pipeline.RunRequest;
import io.wiresmith.jobs.pipeline.SingleSteps;
import io.wiresmith.jobs.pipeline.Sparks;
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
    name = "evaluate",
    description = {
      "Judge an artifact, through the class that serving uses.",
      "A registered version, or an artifact with --telemetry: every row counts.",
      "An artifact with --dataset: the rows later than its training, against the champion."
    },
    footer = {
      "",
      "Example:",
      "  bin/wiresmith evaluate compression@champion --registry ./registry --telemetry other.lp.gz"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Mixin private WindowOptions window = new WindowOptions();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>[@<version>]",
      description = "compression@champion, or compression with --artifact.")
  private String subject = "";

  @Option(names = "--artifact", paramLabel = "REF", description = "An artifact made by train.")
  private @Nullable String artifact;

  @Option(names = "--dataset", paramLabel = "REF", description = "A labelled dataset.")
  private @Nullable String dataset;

  @Option(names = "--telemetry", paramLabel = "URI", description = "Telemetry to judge on.")
  private @Nullable String telemetry;

  @Override
  public Integer call() {
    registry.set(common);
    Optional<ModelRef> version =
        subject.contains("@") ? Optional.of(ModelRef.parse(subject)) : Optional.empty();
    ModelKey key = version.map(ModelRef::key).orElseGet(() -> ModelKey.parse(subject));
    try (Sparks sparks = spark.sparks(common)) {
      SingleSteps steps = new SingleSteps(Jobs.of(key, common, sparks, spec.commandLine()));
      common.print(spec.commandLine(), evaluate(steps, version, key));
    }
    return 0;
  }

  private Map<String, Object> evaluate(
      SingleSteps steps, Optional<ModelRef> version, ModelKey key) {
    if (telemetry != null && dataset != null) {
      throw new WiresmithException(
          ErrorCode.USAGE, "Name --telemetry or --dataset, not both: each says which rows.");
    }
    if (version.isPresent() && dataset != null) {
      return steps.evaluateVersion(version.get(), registry.open(common), dataset);
    }
    if (telemetry != null) {
      RunRequest request = window.request(key, telemetry, registry.uri(), common);
      return version.isPresent()
          ? steps.evaluateVersion(version.get(), registry.open(common), request)
          : steps.evaluateArtifact(required(artifact, "--artifact"), request);
    }
    if (version.isPresent()) {
      throw missing("--telemetry or --dataset: what to judge " + subject + " on");
    }
    return steps.evaluate(
        required(artifact, "--artifact"),
        required(dataset, "--telemetry, or --dataset"),
        registry.open(common));
  }

  private static String required(@Nullable String value, String option) {
    if (value == null) {
      throw missing(option);
    }
    return value;
  }

  private static WiresmithException missing(String what) {
    return new WiresmithException(
        ErrorCode.USAGE, "Missing " + what + ". See: bin/wiresmith evaluate --help");
  }
}
