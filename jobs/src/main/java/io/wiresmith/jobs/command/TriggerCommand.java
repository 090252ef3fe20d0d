package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.config.SchedulerSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "trigger",
    description = {
      "Make a window of a schedule due now, out of turn; one that failed or was cancelled, again.",
      "A scheduler that shares the ledger runs it: bin/wiresmith scheduler."
    })
final class TriggerCommand implements Callable<Integer> {
  @Mixin private Common common = new Common();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "<schedule>", description = "A schedule, or the model of one.")
  private String name = "";

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Instants.class,
      description = "End of the window (default: now).")
  private @Nullable Instant until;

  @Override
  public Integer call() {
    Settings settings = common.settings(Map.of());
    Instant now = Instant.now();
    Instant end = until == null ? now.truncatedTo(ChronoUnit.SECONDS) : until;
    if (end.isAfter(now)) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--until %s is in the future; it is %s.".formatted(end, now));
    }
    WindowKey key = SchedulerSettings.schedules(settings).of(name).at(end);
    try (RunLedger open = ledger.open(common, settings)) {
      otherwise(key, open);
      boolean fresh =
          open.record(List.of(new DueWindow(key, LedgerState.PENDING, "triggered by a person")))
              == 1;
      boolean again = !fresh && open.again(key);
      LedgerState state = open.find(key).map(LedgerRun::state).orElse(LedgerState.PENDING);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("id", key.id());
      json.put("schedule", key.schedule());
      json.put("from", key.window().from());
      json.put("until", key.window().until());
      json.put("new", fresh);
      json.put("again", again);
      json.put("state", state);
      common.print(
          spec.commandLine().getOut(),
          json,
          () ->
              "%s %s %s; see: bin/wiresmith runs show %s"
                  .formatted(key.schedule(), key.window(), told(fresh, again, state), key.id()));
    }
    return 0;
  }

  /** A scheduler under another configuration would name its windows otherwise. */
  private void otherwise(WindowKey key, RunLedger open) {
    RunQuery last =
        new RunQuery(
            Optional.of(key.schedule()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            1,
            RunQuery.Order.WINDOW);
    open.list(last).stream()
        .map(LedgerRun::key)
        .filter(it -> !it.model().equals(key.model()) || !length(it).equals(length(key)))
        .forEach(
            it ->
                spec.commandLine()
                    .getErr()
                    .printf(
                        "note: the last window of '%s' in this ledger is %s of %s, this one %s of %s; is --config that of its scheduler?%n",
                        key.schedule(), it.window(), it.model(), key.window(), key.model()));
  }

  private static Duration length(WindowKey key) {
    return Duration.between(key.window().from(), key.window().until());
  }

  private static String told(boolean fresh, boolean again, LedgerState state) {
    if (fresh || again) {
      return fresh ? "is due" : "is due again";
    }
    return state == LedgerState.DONE
        ? "is done already; bin/wiresmith backfill --reprocess stale|all does it again"
        : "was asked for before, and is " + state;
  }
}
