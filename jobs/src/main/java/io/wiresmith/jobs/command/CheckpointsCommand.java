package io.wiresmith.jobs.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "checkpoints",
    description = {
      "What trainings of fields have kept: checkpoints list, show, load, rollback, prune.",
      "One of them is the latest: the one in use, from which a training goes on."
    },
    subcommands = {
      CheckpointsListCommand.class,
      CheckpointsShowCommand.class,
      CheckpointsLoadCommand.class,
      CheckpointsRollbackCommand.class,
      CheckpointsPruneCommand.class
    })
final class CheckpointsCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return CheckpointsListCommand.list(common, spec);
  }
}
