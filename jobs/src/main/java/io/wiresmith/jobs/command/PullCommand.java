package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelRef;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "pull",
    description = "Copy a version's artifact into a directory, verified on the way.")
final class PullCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>@<alias|version>", description = "Such as compression@champion.")
  private String ref = "";

  @Option(names = "--to", paramLabel = "DIR", required = true, description = "Where to put it.")
  private Path to = Path.of("");

  @Override
  public Integer call() {
    ModelRegistry open = registry.open(common);
    RegisteredVersion version = open.resolve(ModelRef.parse(ref));
    Artifact artifact = open.pull(version, to);
    try (ArtifactSession session = ArtifactSession.open(artifact)) {
      Map<String, Object> result =
          Map.of(
              "model", version.key().id(),
              "version", version.number(),
              "semver", version.semVer(),
              "sha256", artifact.modelSha256(),
              "directory", to.toString(),
              "files", version.files());
      common.print(
          spec.commandLine().getOut(),
          result,
          () ->
              "%s pulled to %s: %d files verified, conformance vectors agree"
                  .formatted(version, to, version.files().size()));
    }
    return 0;
  }
}
