package io.wiresmith.jobs.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "datasets",
    description = "Look at what is kept: datasets list, show, quarantine, diff, prune.",
    subcommands = {
      DatasetsListCommand.class,
      DatasetsShowCommand.class,
      DatasetsQuarantineCommand.class,
      DatasetsDiffCommand.class,
      DatasetsPruneCommand.class
    })
final class DatasetsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return DatasetsListCommand.list(common, spec);
  }
}
