package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelRef;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.diff.VersionDiff;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    description = "What changed between two versions: metrics, data, config, code, decisions.")
final class DiffCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A", description = "Such as compression@previous.")
  private String before = "";

  @Parameters(index = "1", paramLabel = "B", description = "Such as compression@champion.")
  private String after = "";

  @Override
  public Integer call() {
    ModelRegistry open = registry.open(common);
    VersionDiff diff =
        VersionDiff.of(
            open, open.resolve(ModelRef.parse(before)), open.resolve(ModelRef.parse(after)));
    common.print(spec.commandLine().getOut(), diff, diff::text);
    return 0;
  }
}
