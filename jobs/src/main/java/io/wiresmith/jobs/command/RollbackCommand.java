package io.wiresmith.jobs.command;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.registry.Promotion;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "rollback", description = "Make the champion before this one champion again.")
final class RollbackCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RegistryOption registry = new RegistryOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<model>", description = "Such as compression.")
  private String model = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      description = "A number, SemVer or alias (default: the champion before).")
  private @Nullable String to;

  @Override
  public Integer call() {
    ModelKey key = ModelKey.parse(model);
    Promotion promotion =
        new Promotion(registry.open(common), System.getProperty("user.name", "unknown"));
    AliasMoved.print(
        common,
        spec,
        to == null
            ? promotion.rollback(key)
            : promotion.rollback(new ModelRef(key, ModelRef.selector(to))));
    return 0;
  }
}
