package io.wiresmith.scheduler.schedule;

import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.ScheduleMark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records the windows that became due, from the expression and the ledger alone: after any death,
 * and on any number of nodes, each is recorded once.
 *
 * @param ledger what was considered before
 * @param clock the wall clock
 * @param since since when this process is there: a schedule that the ledger does not know begins
 *     then, and what fired before has been missed
 */
public record DueWindows(RunLedger ledger, Clock clock, Instant since) {
  /** A firing that is older has been missed too: nobody looked. */
  static final Duration LATE = Duration.ofMinutes(5);

  /** A schedule that fires every minute has missed more in a week; the rest is recorded next. */
  static final int MOST = 10_000;

  /**
   * Records what became due since the last time; the first time, since this process is there.
   *
   * @return what is new, the oldest first; nothing where another node was faster
   */
  public List<DueWindow> record(Schedule schedule) {
    Instant now = clock.instant();
    ScheduleMark mark =
        ledger
            .schedule(schedule.name())
            .orElseGet(() -> ledger.remember(schedule.name(), schedule.active(), since(now)));
    if (!mark.active() || !mark.consideredUntil().isBefore(now)) {
      return List.of();
    }
    List<Instant> firings =
        schedule.firings().first(MOST + 1, mark.consideredUntil().plusNanos(1), now.plusNanos(1));
    boolean all = firings.size() <= MOST;
    int count = all ? firings.size() : MOST;
    List<DueWindow> due =
        IntStream.range(0, count)
            .mapToObj(i -> due(schedule, firings.get(i), all && i == count - 1, now))
            .toList();
    Instant until = all ? now : firings.get(count - 1);
    return ledger.advance(schedule.name(), mark, until, due) ? due : List.of();
  }

  /** Not later than now: clocks are set. */
  private Instant since(Instant now) {
    return since.isBefore(now) ? since : now;
  }

  private DueWindow due(Schedule schedule, Instant firing, boolean latest, Instant now) {
    boolean missed = firing.isBefore(since) || Duration.between(firing, now).compareTo(LATE) > 0;
    boolean wanted =
        switch (schedule.catchUp()) {
          case ALL -> true;
          case LATEST -> latest || !missed;
          case NONE -> !missed;
        };
    return wanted
        ? new DueWindow(schedule.at(firing), LedgerState.PENDING, "")
        : new DueWindow(
            schedule.at(firing),
            LedgerState.SKIPPED,
            "missed, and catch-up is "
                + schedule.catchUp().name().toLowerCase(java.util.Locale.ROOT));
  }
}
