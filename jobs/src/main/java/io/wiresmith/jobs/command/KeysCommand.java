package io.wiresmith.jobs.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "keys",
    description = "Keys that sign and verify artifacts: keys create, list, show.",
    subcommands = {KeysCreateCommand.class, KeysListCommand.class, KeysShowCommand.class})
final class KeysCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return KeysListCommand.list(common, trust, spec);
  }
}
