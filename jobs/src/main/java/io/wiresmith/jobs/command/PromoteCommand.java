package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelRef;
import io.wiresmith.registry.Promoted;
import io.wiresmith.registry.Promotion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "promote",
    description = "Point an alias at a version; an old champion becomes previous.")
final class PromoteCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "<model>@<alias|version>",
      description = "Such as compression@challenger.")
  private String ref = "";

  @Option(
      names = "--to",
      paramLabel = "ALIAS",
      defaultValue = ModelRef.CHAMPION,
      description = "Which alias (default ${DEFAULT-VALUE}).")
  private String to = ModelRef.CHAMPION;

  @Override
  public Integer call() {
    Promoted promoted =
        new Promotion(registry.open(common), System.getProperty("user.name", "unknown"))
            .promote(ModelRef.parse(ref), to);
    AliasMoved.print(common, spec, promoted);
    return 0;
  }
}
