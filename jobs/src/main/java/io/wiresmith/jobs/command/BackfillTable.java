package io.wiresmith.jobs.command;

import io.wiresmith.scheduler.backfill.BackfillPlan;
import io.wiresmith.scheduler.backfill.PlannedWindow;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.RunLedger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The plan of a backfill for people and for programs. */
final class BackfillTable {
  private BackfillTable() {}

  /** One line for each window; with a ledger, also how it stands now. */
  static String of(BackfillPlan plan, Optional<RunLedger> ledger) {
    return plan.windows().stream()
        .map(window -> row(window, ledger))
        .collect(Collectors.joining("\n"));
  }

  private static String row(PlannedWindow window, Optional<RunLedger> ledger) {
    String now =
        ledger
            .flatMap(open -> open.find(window.key()))
            .map(run -> "  -> " + run.state() + " " + run.ending().verdict())
            .orElse("");
    return "%s  %-5s %s%s"
        .formatted(
            window.key().window(),
            window.launch() ? "run" : "skip",
            Amounts.shortened(window.reason(), 100),
            now.stripTrailing());
  }

  /** What happened or would happen to a window, and how it stands. */
  static Map<String, Object> json(PlannedWindow window, RunLedger ledger) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", window.key().id());
    json.put("schedule", window.key().schedule());
    json.put("model", window.key().model().id());
    json.put("from", window.key().window().from());
    json.put("until", window.key().window().until());
    json.put("action", window.launch() ? "run" : "skip");
    json.put("reason", window.reason());
    ledger.find(window.key()).ifPresent(run -> json.putAll(standing(run)));
    return json;
  }

  /** How a window stands, for programs. */
  static Map<String, Object> standing(LedgerRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("state", run.state().name());
    json.put("verdict", run.ending().verdict().isEmpty() ? null : run.ending().verdict());
    json.put("exit_code", run.ending().exitCode());
    json.put("cause", run.ending().cause());
    json.put("attempts", run.attempts());
    json.put("run", run.work().key().isEmpty() ? null : run.work().key());
    return json;
  }
}
