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
        schedule.firings().within(mark.consideredUntil().plusNanos(1), now.plusNanos(1));
    List<DueWindow> due =
        IntStream.range(0, firings.size()).mapToObj(i -> due(schedule, firings, i, now)).toList();
    return ledger.advance(schedule.name(), mark, now, due) ? due : List.of();
  }

  /** Not later than now: clocks are set. */
  private Instant since(Instant now) {
    return since.isBefore(now) ? since : now;
  }

  private DueWindow due(Schedule schedule, List<Instant> firings, int index, Instant now) {
    Instant firing = firings.get(index);
    boolean wanted =
        switch (schedule.catchUp()) {
          case ALL -> true;
          case LATEST -> index == firings.size() - 1;
          case NONE ->
              !firing.isBefore(since) && Duration.between(firing, now).compareTo(LATE) <= 0;
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
