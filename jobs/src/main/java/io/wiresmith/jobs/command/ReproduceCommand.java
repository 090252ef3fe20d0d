package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.pipeline.CodeRevision;
import io.wiresmith.jobs.pipeline.Job;
import io.wiresmith.jobs.pipeline.Progress;
import io.wiresmith.jobs.pipeline.Reproduction;
import io.wiresmith.jobs.pipeline.ReproductionReport;
import io.wiresmith.jobs.pipeline.Sparks;
import io.wiresmith.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
    name = "reproduce",
    description = {
      "Make a version again from its provenance and the telemetry, and compare the bytes of every",
      "file: exit 0 where all are equal, 13 with what differs where not. Nothing is published."
    },
    footer = {
      "",
      "Example:",
      "  bin/wiresmith reproduce compression@champion \\",
      "    --telemetry examples/compression/transfers.lp.gz"
    })
final class ReproduceCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Mixin private SparkOptions spark = new SparkOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>@<alias|version>", description = "Such as compression@3.")
  private String ref = "";

  @Option(
      names = "--telemetry",
      paramLabel = "URI",
      required = true,
      description = "Where the telemetry is that it was trained on; the window is recorded.")
  private String telemetry = "";

  @Option(names = "--keep", paramLabel = "DIR", description = "Leave the new artifact there.")
  private @Nullable Path keep;

  @Override
  public Integer call() {
    if (keep != null && Files.exists(keep)) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--keep " + keep + " exists. Name a directory that is new.");
    }
    ModelRegistry open = registry.open(common);
    ModelRef version = ModelRef.parse(ref);
    try (Sparks sparks = spark.sparks(common)) {
      Job job =
          new Job(
              version.key(),
              common.workspace(),
              common.settingsOfAnyKind(),
              CodeRevision.current(),
              sparks,
              Clock.systemUTC(),
              new Progress(spec.commandLine().getErr()));
      ReproductionReport report =
          new Reproduction(job, open, open.resolve(version))
              .run(telemetry, Optional.ofNullable(keep));
      common.print(spec.commandLine().getOut(), report.toJson(), report::text);
      return report.equal() ? 0 : ErrorCode.DIGEST_MISMATCH.exitCode();
    }
  }
}
