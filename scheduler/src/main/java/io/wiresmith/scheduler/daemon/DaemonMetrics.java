package io.wiresmith.scheduler.daemon;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.scheduler.ledger.Attempt;
import io.wiresmith.scheduler.ledger.Backlog;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.Standing;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /metrics} says; {@code docs/reference/metrics.md} lists it.
 *
 * @param watched what is told of
 */
record DaemonMetrics(Watched watched) {
  private static final String PREFIX = "wiresmith_schedule_";
  private static final String SCHEDULE = "schedule";
  private static final List<String> ROWS = List.of("in", "out", "quarantined", "merged");
  private static final List<LedgerState> STANDING =
      List.of(LedgerState.PENDING, LedgerState.RUNNING, LedgerState.RETRY, LedgerState.FAILED);

  /** The metrics of this moment; those of a ledger that does not answer are left out. */
  String text() {
    MetricText text = new MetricText();
    daemon(text);
    try {
      schedules(text, watched.ledger().standings());
      notifications(text);
    } catch (WiresmithException e) {
      text.gauge("wiresmith_scheduler_ledger_up", 0);
      return text.toString();
    }
    return text.gauge("wiresmith_scheduler_ledger_up", 1).toString();
  }

  private void daemon(MetricText text) {
    SchedulerDaemon daemon = watched.daemon();
    String prefix = "wiresmith_scheduler_";
    text.gauge(prefix + "running_runs", daemon.running())
        .gauge(prefix + "last_tick_timestamp_seconds", daemon.lastTick().getEpochSecond())
        .counter(prefix + "failed_ticks_total", daemon.counts().failedTicks());
    daemon
        .counts()
        .endings()
        .forEach(
            (state, count) -> text.counter(prefix + "tries_total", count, "state", "" + state));
  }

  private void schedules(MetricText text, List<Standing> standings) {
    Instant now = watched.clock().instant();
    for (Schedule schedule : watched.schedules().all()) {
      String name = schedule.name();
      schedule
          .firings()
          .after(now)
          .ifPresent(
              next ->
                  text.gauge(
                      PREFIX + "next_timestamp_seconds", next.getEpochSecond(), SCHEDULE, name));
      List<Standing> own = standings.stream().filter(it -> it.schedule().equals(name)).toList();
      standing(text, name, own, now);
      last(name).ifPresent(run -> succeeded(text, run, now));
    }
  }

  private static void standing(MetricText text, String name, List<Standing> own, Instant now) {
    for (LedgerState state : STANDING) {
      long windows =
          own.stream().filter(it -> it.state() == state).mapToLong(Standing::windows).sum();
      text.gauge(PREFIX + "windows", windows, SCHEDULE, name, "state", state.name());
    }
    double oldest =
        own.stream()
            .filter(it -> it.state().open())
            .mapToDouble(it -> seconds(Duration.between(it.oldest(), now)))
            .max()
            .orElse(0);
    text.gauge(PREFIX + "oldest_open_window_age_seconds", oldest, SCHEDULE, name);
  }

  /** The newest window that is done, whatever a backfill did to older ones since. */
  private Optional<LedgerRun> last(String schedule) {
    RunQuery query =
        new RunQuery(
            Optional.of(schedule),
            Optional.empty(),
            Optional.of(LedgerState.DONE),
            Optional.empty(),
            Optional.empty(),
            1,
            RunQuery.Order.WINDOW);
    return watched.ledger().list(query).stream().findFirst();
  }

  private void succeeded(MetricText text, LedgerRun run, Instant now) {
    String name = run.key().schedule();
    Instant at = run.times().updated();
    text.gauge(PREFIX + "last_success_timestamp_seconds", at.getEpochSecond(), SCHEDULE, name)
        .gauge(
            PREFIX + "last_success_age_seconds", seconds(Duration.between(at, now)), SCHEDULE, name)
        .gauge(
            PREFIX + "last_window_end_timestamp_seconds",
            run.key().window().until().getEpochSecond(),
            SCHEDULE,
            name)
        .gauge(PREFIX + "last_verdict", 1, SCHEDULE, name, "verdict", run.ending().verdict());
    List<Attempt> tries = watched.ledger().attempts(run.key());
    if (!tries.isEmpty()) {
      Attempt last = tries.get(tries.size() - 1);
      last.endedAt()
          .ifPresent(
              end ->
                  text.gauge(
                      PREFIX + "last_run_duration_seconds",
                      seconds(Duration.between(last.startedAt(), end)),
                      SCHEDULE,
                      name));
    }
    watched.ledger().steps(run.key()).forEach(step -> step(text, name, step));
  }

  private static void step(MetricText text, String schedule, StepRecord step) {
    step.endedAt()
        .filter(end -> !step.reused())
        .ifPresent(
            end ->
                text.gauge(
                    PREFIX + "last_step_duration_seconds",
                    seconds(Duration.between(step.startedAt(), end)),
                    SCHEDULE,
                    schedule,
                    "step",
                    step.name()));
    for (String rows : step.name().equals("extract") ? ROWS : List.<String>of()) {
      String count = step.result().getOrDefault(rows, "");
      if (count.matches("[0-9]{1,15}")) {
        text.gauge(
            PREFIX + "last_run_rows", Long.parseLong(count), SCHEDULE, schedule, "rows", rows);
      }
    }
  }

  private void notifications(MetricText text) {
    String prefix = "wiresmith_notifications_";
    watched
        .notifier()
        .counts()
        .forEach(
            (sink, counts) ->
                text.counter(prefix + "delivered_total", counts.delivered(), "sink", sink)
                    .counter(prefix + "failed_tries_total", counts.failed(), "sink", sink));
    for (Backlog backlog : watched.ledger().outbox().backlogs()) {
      text.gauge(prefix + "waiting_events", backlog.waiting(), "sink", backlog.sink())
          .gauge(prefix + "given_up_events", backlog.givenUp(), "sink", backlog.sink());
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
