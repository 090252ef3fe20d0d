package io.wiresmith.scheduler.page;

import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The windows of a schedule by the day on which they end, in the schedule's zone.
 *
 * @param schedule the schedule
 * @param active whether its windows become due
 * @param windows the oldest first
 * @param first first month that is shown
 * @param last last month that is shown
 * @param whole whether all windows are here; else nobody looked for missing ones
 */
record ScheduleCalendar(
    Schedule schedule,
    boolean active,
    List<MarkedWindow> windows,
    YearMonth first,
    YearMonth last,
    boolean whole) {
  private static final int MOST_WINDOWS = 10_000; // A year of hours, in the heap of a scheduler.
  private static final int FEWEST_MONTHS = 3;

  /** The calendar of the last months, this one included. */
  static ScheduleCalendar of(Schedule schedule, RunLedger ledger, Instant now, int months) {
    ZoneId zone = schedule.firings().zone();
    YearMonth last = YearMonth.from(now.atZone(zone));
    Instant from = last.minusMonths(months - 1L).atDay(1).atStartOfDay(zone).toInstant();
    List<LedgerRun> runs =
        ledger.list(
            new RunQuery(
                Optional.of(schedule.name()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(from),
                Optional.empty(),
                MOST_WINDOWS));
    List<MarkedWindow> windows = new ArrayList<>(runs.stream().map(MarkedWindow::of).toList());
    Set<Instant> known = new HashSet<>();
    windows.forEach(window -> known.add(window.until()));
    Instant oldest = known.stream().min(Comparator.naturalOrder()).orElse(now);
    Instant end = last.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    List<Instant> firings = schedule.firings().first(MOST_WINDOWS + 1, oldest, end);
    boolean whole = runs.size() < MOST_WINDOWS && firings.size() <= MOST_WINDOWS;
    for (Instant firing : whole ? firings : List.<Instant>of()) {
      if (!known.contains(firing)) {
        WindowMark mark = firing.isAfter(now) ? WindowMark.COMING : WindowMark.MISSING;
        windows.add(new MarkedWindow(firing, mark, Optional.empty()));
      }
    }
    windows.sort(Comparator.comparing(MarkedWindow::until));
    YearMonth oldestMonth = YearMonth.from(oldest.atZone(zone));
    YearMonth few = last.minusMonths(Math.min(months, FEWEST_MONTHS) - 1L);
    boolean active =
        ledger.schedule(schedule.name()).map(mark -> mark.active()).orElse(schedule.active());
    return new ScheduleCalendar(
        schedule,
        active,
        List.copyOf(windows),
        oldestMonth.isBefore(few) ? oldestMonth : few,
        last,
        whole);
  }

  /** Whether the ledger knows a window of it. */
  boolean begun() {
    return windows.stream().anyMatch(window -> window.run().isPresent());
  }

  Map<LocalDate, List<MarkedWindow>> byDay() {
    Map<LocalDate, List<MarkedWindow>> days = new TreeMap<>();
    for (MarkedWindow window : windows) {
      LocalDate day = LocalDate.ofInstant(window.until(), zone());
      days.computeIfAbsent(day, it -> new ArrayList<>()).add(window);
    }
    return days;
  }

  /** When it fires next, in words. */
  String next(Instant now) {
    return active
        ? schedule.firings().after(now).map(at -> "next " + at).orElse("never again")
        : "switched off";
  }

  long count(WindowMark mark) {
    return windows.stream().filter(window -> window.mark() == mark).count();
  }

  /** The latest that a person should look at, the newest first. */
  List<MarkedWindow> needALook(int most) {
    return windows.stream()
        .filter(window -> window.mark().needsALook())
        .sorted(Comparator.comparing(MarkedWindow::until).reversed())
        .limit(most)
        .toList();
  }

  ZoneId zone() {
    return schedule.firings().zone();
  }
}
