package io.wiresmith.jobs.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    description = "Stop a window that runs or waits; what it committed by then is whole.")
final class RunsCancelCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private NamedWindow window = new NamedWindow();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    boolean asked = window.require(common, (run, ledger) -> ledger.cancel(run.key()));
    common.print(
        spec.commandLine().getOut(),
        Map.of("cancelled", asked),
        () -> asked ? "Whoever works on it was asked to stop." : "It is at its end already.");
    return 0;
  }
}
