package io.wiresmith.jobs.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "completion",
    description = "Print a completion script: source <(bin/wiresmith completion)")
final class CompletionCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("wiresmith", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
