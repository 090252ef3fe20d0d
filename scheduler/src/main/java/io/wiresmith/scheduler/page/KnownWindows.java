package io.wiresmith.scheduler.page;

import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.schedule.Schedule;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The windows that a ledger knows of a schedule. They are read month by month, and only what a
 * calendar tells of them is kept, so that a year of hourly windows fits a daemon's heap.
 *
 * @param newest those that are drawn; months from the last one back
 * @param all whether there are no more
 */
record KnownWindows(List<MarkedWindow> newest, boolean all) {
  /** A year of hourly windows, and some. */
  static final int MOST = 10_000;

  static KnownWindows of(Schedule schedule, RunLedger ledger, YearMonth last, int months) {
    List<MarkedWindow> newest = new ArrayList<>();
    for (int back = 0; back < months && newest.size() <= MOST; back++) {
      RunQuery query = query(schedule, last, back, MOST + 1 - newest.size());
      ledger.list(query).stream().map(MarkedWindow::of).forEach(newest::add);
    }
    boolean all = newest.size() <= MOST;
    return new KnownWindows(all ? newest : newest.subList(0, MOST), all);
  }

  /** The windows of one month; with the last one also what ends later. */
  private static RunQuery query(Schedule schedule, YearMonth last, int back, int limit) {
    ZoneId zone = schedule.firings().zone();
    YearMonth month = last.minusMonths(back);
    return new RunQuery(
        Optional.of(schedule.name()),
        Optional.empty(),
        Optional.empty(),
        Optional.of(start(month, zone)),
        back == 0 ? Optional.empty() : Optional.of(start(month.plusMonths(1), zone)),
        limit,
        RunQuery.Order.WINDOW);
  }

  /** When a month begins. */
  static Instant start(YearMonth month, ZoneId zone) {
    return month.atDay(1).atStartOfDay(zone).toInstant();
  }
}
