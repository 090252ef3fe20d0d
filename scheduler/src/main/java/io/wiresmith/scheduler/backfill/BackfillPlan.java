package io.wiresmith.scheduler.backfill;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Owner;
import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.Seen;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backfill will do, window by window.
 *
 * @param windows the oldest first
 */
public record BackfillPlan(List<PlannedWindow> windows) {
  /** Copies the windows. */
  public BackfillPlan {
    windows = List.copyOf(windows);
  }

  /** Where a plan looks. */
  public record Sources(RunLedger ledger, WindowWork work) {}

  /**
   * Plans the schedule's firings in {@code [from, to)}.
   *
   * @throws WiresmithException {@code USAGE} if the span is empty or a window ends in the future;
   *     {@code NOTHING_TO_DO} if the schedule does not fire in it
   */
  public static BackfillPlan of(
      Schedule schedule, Span span, Reprocess reprocess, Sources sources, Instant now) {
    List<Instant> firings = schedule.firings().within(span.from(), span.to());
    if (firings.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.NOTHING_TO_DO,
          "Schedule '%s' (%s, %s) does not fire in [%s, %s); the next firing is %s."
              .formatted(
                  schedule.name(),
                  schedule.firings().cron(),
                  schedule.firings().zone(),
                  span.from(),
                  span.to(),
                  schedule.firings().after(span.from()).map(Instant::toString).orElse("never")));
    }
    Instant last = firings.get(firings.size() - 1);
    if (last.isAfter(now)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The window of '%s' that ends at %s ends in the future; it is %s. End --to at or before now."
              .formatted(schedule.name(), last, now));
    }
    return new BackfillPlan(
        firings.stream()
            .map(firing -> planned(schedule.at(firing), reprocess, sources, now))
            .toList());
  }

  private static PlannedWindow planned(
      WindowKey key, Reprocess reprocess, Sources sources, Instant now) {
    Optional<LedgerRun> before = sources.ledger().find(key);
    if (before.isEmpty()) {
      return new PlannedWindow(key, Seen.FRESH, true, "missing: never asked for");
    }
    LedgerRun run = before.get();
    return switch (run.state()) {
      case PENDING, RETRY, SKIPPED -> planned(run, true, missing(run));
      case RUNNING ->
          run.held(now) && !new Owner(run.lease().owner()).dead()
              ? planned(run, false, "running: by " + run.lease().owner())
              : planned(run, true, "missing: whoever ran it is gone");
      case FAILED, CANCELLED -> planned(run, reprocess != Reprocess.NONE, failed(run));
      case DONE -> done(run, reprocess, sources.work());
    };
  }

  private static PlannedWindow planned(LedgerRun run, boolean launch, String reason) {
    return new PlannedWindow(run.key(), run.seen(), launch, reason);
  }

  private static String failed(LedgerRun run) {
    return run.state() == LedgerState.FAILED
        ? "failed: " + run.ending().cause()
        : "failed: it was cancelled";
  }

  private static String missing(LedgerRun run) {
    String cause = run.ending().cause();
    String state =
        switch (run.state()) {
          case SKIPPED -> "skipped";
          case RETRY -> "waits for another try";
          case PENDING, RUNNING, DONE, FAILED, CANCELLED -> "waits";
        };
    return "missing: " + state + (cause.isEmpty() ? "" : ", " + cause);
  }

  private static PlannedWindow done(LedgerRun run, Reprocess reprocess, WindowWork work) {
    String verdict = "done: " + run.ending().verdict();
    if (reprocess == Reprocess.ALL) {
      return planned(run, true, verdict + ", asked for again");
    }
    if (reprocess != Reprocess.STALE) {
      return planned(run, false, verdict);
    }
    List<String> changed = work.digest(run.key()).changedSince(run.work());
    return changed.isEmpty()
        ? planned(run, false, verdict)
        : planned(run, true, "stale: " + String.join(", ", changed) + " changed");
  }

  /**
   * A span of time that is not empty.
   *
   * @param from first instant inside
   * @param to first instant after
   */
  public record Span(Instant from, Instant to) {
    /** Checks. */
    public Span {
      if (!from.isBefore(to)) {
        throw new WiresmithException(
            ErrorCode.USAGE, "--from %s must lie before --to %s.".formatted(from, to));
      }
    }
  }

  /** How many windows are run. */
  public int launches() {
    return (int) windows.stream().filter(PlannedWindow::launch).count();
  }
}
