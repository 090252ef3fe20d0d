package io.wiresmith.jobs.command;

import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.jobs.pipeline.RunRequest;
import io.wiresmith.scheduler.ledger.Attempt;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.Origin;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Windows of the ledger for people and for programs. */
final class WindowRuns {
  private WindowRuns() {}

  static String row(LedgerRun run) {
    return "%s  %-12s %-11s %-12s %s  %s to %s  %s"
        .formatted(
            run.key().id().substring(0, 12),
            run.key().schedule(),
            run.state(),
            run.ending().verdict().isEmpty() ? "-" : run.ending().verdict(),
            run.times().updated().truncatedTo(ChronoUnit.SECONDS),
            run.key().window().from(),
            run.key().window().until(),
            Amounts.shortened(run.ending().cause(), 100));
  }

  static Map<String, Object> json(LedgerRun run) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", run.key().id());
    json.put("schedule", run.key().schedule());
    json.put("model", run.key().model().id());
    json.put("from", run.key().window().from());
    json.put("until", run.key().window().until());
    json.put("updated_at", run.times().updated());
    json.put("owner", run.lease().owner());
    json.put("origin", run.lease().origin());
    json.put("in", run.references());
    json.put("out", run.ending().references());
    json.putAll(BackfillTable.standing(run));
    return json;
  }

  static Map<String, Object> json(LedgerRun run, RunLedger ledger) {
    Map<String, Object> json = json(run);
    json.put("steps", ledger.steps(run.key()));
    json.put("tries", ledger.attempts(run.key()));
    return json;
  }

  /** A window with its steps and tries, and the command that continues it. */
  static String show(LedgerRun run, RunLedger ledger, List<Schedule> schedules) {
    String steps = steps(ledger.steps(run.key()), run.state() == LedgerState.RUNNING);
    String tries =
        ledger.attempts(run.key()).stream()
            .map(WindowRuns::attempt)
            .collect(Collectors.joining("\n"));
    return """
        window    %s %s
        schedule  %s
        state     %s
        verdict   %s
        cause     %s
        run       %s
        %s
        %s
        continue  %s"""
        .formatted(
            run.key().id(),
            run.key().window(),
            run.key().schedule(),
            run.state(),
            run.ending().verdict().isEmpty() ? "-" : run.ending().verdict(),
            run.ending().cause().isEmpty() ? "-" : run.ending().cause(),
            run.work().key().isEmpty() ? "-" : run.work().key(),
            steps,
            tries,
            continuation(run, ledger, schedules));
  }

  private static String continuation(LedgerRun run, RunLedger ledger, List<Schedule> schedules) {
    return switch (run.state()) {
      case DONE -> "nothing to do";
      case RUNNING -> "bin/wiresmith runs cancel %s stops it".formatted(run.key().id());
      case PENDING, RETRY ->
          run.lease().origin() == Origin.SCHEDULE
              ? "a scheduler takes it: bin/wiresmith scheduler"
              : backfill(run, ledger);
      case FAILED, CANCELLED, SKIPPED ->
          schedules.stream().anyMatch(it -> outOfTurn(it, run.key()))
              ? "bin/wiresmith schedule trigger %s --until %s --ledger %s%s"
                  .formatted(
                      run.key().schedule(),
                      run.key().window().until(),
                      word(ledger.location()),
                      places(run.references(), "config"))
              : backfill(run, ledger);
    };
  }

  /** Whether it is a window of the schedule, but none of its firings: no backfill meets it. */
  private static boolean outOfTurn(Schedule schedule, WindowKey key) {
    Instant until = key.window().until();
    return schedule.name().equals(key.schedule())
        && schedule.at(until).equals(key)
        && schedule.firings().within(until, until.plusSeconds(1)).isEmpty();
  }

  private static String backfill(LedgerRun run, RunLedger ledger) {
    Instant firing = run.key().window().until();
    return "bin/wiresmith backfill %s --from %s --to %s --reprocess failed --ledger %s%s"
        .formatted(
            run.key().schedule(),
            firing,
            firing.plusSeconds(1),
            word(ledger.location()),
            places(run.references(), "telemetry", "registry", "config", "workspace")
                + flags(run.references()));
  }

  /** The keys that were set on the command line of who tried it last. */
  private static String flags(Map<String, String> references) {
    return RunRequest.flags(references.getOrDefault("flags", "{}")).entrySet().stream()
        .map(flag -> " " + word("-D" + flag.getKey() + "=" + flag.getValue()))
        .collect(Collectors.joining());
  }

  private static String places(Map<String, String> references, String... names) {
    return Stream.of(names)
        .filter(references::containsKey)
        .map(name -> " --" + name + " " + word(String.valueOf(references.get(name))))
        .collect(Collectors.joining());
  }

  /** As one word of a shell. */
  static String word(String text) {
    boolean plain = text.matches("[\\w./:@%+=,-]+");
    return plain ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static String attempt(Attempt attempt) {
    return "  try %d   %s  %s  exit %s  %s"
        .formatted(
            attempt.fence(),
            attempt.owner(),
            attempt.startedAt().truncatedTo(ChronoUnit.SECONDS),
            attempt.endedAt().isPresent() ? attempt.exitCode() : "-",
            attempt.cause());
  }

  /** One line for each step; one that nobody works on any more is interrupted. */
  static String steps(List<StepRecord> steps, boolean running) {
    return steps.stream().map(step -> step(step, running)).collect(Collectors.joining("\n"));
  }

  private static String step(StepRecord step, boolean running) {
    boolean interrupted = step.state() == RunState.RUNNING && !running;
    String took =
        step.endedAt()
            .map(end -> Duration.between(step.startedAt(), end).toMillis() / 1000.0)
            .map(seconds -> String.format(Locale.ROOT, "%.1f s", seconds))
            .orElse("-");
    return "  %-9s %-11s %8s  %s"
        .formatted(
            step.name(),
            interrupted ? "INTERRUPTED" : step.state(),
            step.reused() ? "reused" : took,
            step.message());
  }
}
