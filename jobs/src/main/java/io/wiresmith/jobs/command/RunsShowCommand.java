package io.wiresmith.jobs.command;

import io.wiresmith.core.run.RunRecord;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "One window or run with its steps, and how to continue it.")
final class RunsShowCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private NamedWindow window = new NamedWindow();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    boolean shown =
        window
            .find(
                common,
                (run, ledger) -> {
                  common.print(
                      spec.commandLine().getOut(),
                      WindowRuns.json(run, ledger),
                      () -> WindowRuns.show(run, ledger));
                  return true;
                })
            .isPresent();
    if (!shown) {
      RunRecord record = common.workspace().runs().find(window.name());
      common.print(spec.commandLine().getOut(), record, () -> RunsCommand.show(record));
    }
    return 0;
  }
}
