package io.wiresmith.jobs.command;

import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import java.util.LinkedHashMap;
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
    return window.require(
        common,
        (run, ledger) -> {
          boolean cancelled = ledger.cancel(run.key());
          print(ledger.find(run.key()).orElse(run), cancelled);
          return 0;
        });
  }

  private void print(LedgerRun now, boolean cancelled) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", now.key().id());
    json.put("schedule", now.key().schedule());
    json.put("from", now.key().window().from());
    json.put("until", now.key().window().until());
    json.put("cancelled", cancelled);
    json.put("state", now.state());
    common.print(
        spec.commandLine().getOut(),
        json,
        () ->
            "%s %s %s: %s"
                .formatted(
                    now.key().id().substring(0, 12),
                    now.key().schedule(),
                    now.key().window(),
                    told(now.state(), cancelled)));
  }

  private static String told(LedgerState now, boolean cancelled) {
    if (!cancelled) {
      return "it is at its end already, " + now;
    }
    return now == LedgerState.RUNNING
        ? "whoever works on it was asked to stop"
        : "it is cancelled; nobody worked on it";
  }
}
