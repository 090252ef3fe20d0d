package io.wiresmith.jobs.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = {
      "Windows of the ledger, then runs of the workspace that no window of it asked for;",
      "the latest changed first."
    })
final class RunsListCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private RunsFilter filter = new RunsFilter();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return filter.list(common, spec);
  }
}
