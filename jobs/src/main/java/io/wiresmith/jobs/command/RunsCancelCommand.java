package io.wiresmith.jobs.command;

import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import java.util.Map;
import java.util.Optional;
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
    Optional<LedgerState> now =
        window.require(
            common,
            (run, ledger) ->
                ledger.cancel(run.key())
                    ? ledger.find(run.key()).map(LedgerRun::state)
                    : Optional.empty());
    common.print(
        spec.commandLine().getOut(), Map.of("cancelled", now.isPresent()), () -> told(now));
    return 0;
  }

  private static String told(Optional<LedgerState> now) {
    if (now.isEmpty()) {
      return "It is at its end already.";
    }
    return now.get() == LedgerState.RUNNING
        ? "Whoever works on it was asked to stop."
        : "It is cancelled; nobody worked on it.";
  }
}
