package io.wiresmith.scheduler.page;

import static java.util.stream.Collectors.toSet;

import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The windows of a schedule by the day on which they end, in the schedule's zone.
 *
 * @param schedule the schedule
 * @param active whether its windows become due
 * @param windows the oldest first
 * @param first first month that is shown
 * @param last last month that is shown
 * @param leftOut what is not shown of them, in words; empty text where all is
 */
record ScheduleCalendar(
    Schedule schedule,
    boolean active,
    List<MarkedWindow> windows,
    YearMonth first,
    YearMonth last,
    String leftOut) {
  private static final int MOST_FIRINGS = 50_000;
  private static final int FEWEST_MONTHS = 3;

  /** The calendar of the last months, this one included. */
  static ScheduleCalendar of(Schedule schedule, RunLedger ledger, Instant now, int months) {
    ZoneId zone = schedule.firings().zone();
    YearMonth last = YearMonth.from(now.atZone(zone));
    KnownWindows known = KnownWindows.of(schedule, ledger, last, months);
    Set<Instant> ends = known.newest().stream().map(MarkedWindow::until).collect(toSet());
    Instant oldest = ends.stream().min(Comparator.naturalOrder()).orElse(now);
    Instant end = KnownWindows.start(last.plusMonths(1), zone);
    List<Instant> firings = schedule.firings().first(MOST_FIRINGS + 1, oldest, end);
    YearMonth oldestMonth = YearMonth.from(oldest.atZone(zone));
    YearMonth few = last.minusMonths(Math.min(months, FEWEST_MONTHS) - 1L);
    return new ScheduleCalendar(
        schedule,
        ledger.schedule(schedule.name()).map(mark -> mark.active()).orElse(schedule.active()),
        Stream.concat(
                known.newest().stream(),
                firings.stream()
                    .limit(MOST_FIRINGS)
                    .filter(firing -> !ends.contains(firing))
                    .map(firing -> MarkedWindow.unknown(firing, now)))
            .sorted(Comparator.comparing(MarkedWindow::until))
            .toList(),
        oldestMonth.isBefore(few) ? oldestMonth : few,
        last,
        (known.all() ? "" : windowsLeftOut(schedule, oldest)) + firingsLeftOut(firings));
  }

  private static String windowsLeftOut(Schedule schedule, Instant oldest) {
    return "more than %,d windows end in these months, and what ends before %s is left out (see: bin/wiresmith runs list --schedule %s --to %s). "
        .formatted(KnownWindows.MOST, oldest, schedule.name(), oldest);
  }

  private static String firingsLeftOut(List<Instant> firings) {
    return firings.size() <= MOST_FIRINGS
        ? ""
        : "it fires more than %,d times, and what fires from %s on is left out where the ledger has no window of it."
            .formatted(MOST_FIRINGS, firings.get(MOST_FIRINGS));
  }

  /** Whether the ledger knows a window of it. */
  boolean begun() {
    return windows.stream().anyMatch(MarkedWindow::known);
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
