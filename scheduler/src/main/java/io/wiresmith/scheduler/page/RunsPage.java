package io.wiresmith.scheduler.page;

import io.wiresmith.core.io.HtmlPage;
import io.wiresmith.core.io.HtmlText;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code runs.html}: a calendar of windows for each schedule, what needs a look first. One file
 * without script or outside references; readable without colours, by symbols.
 */
public final class RunsPage {
  /** The page's file name. */
  public static final String FILE = "runs.html";

  /** Months that are shown where nobody says how many. */
  public static final int MONTHS = 12;

  private static final int MOST_ROWS = 12;
  private static final String NOTHING = "<p>The ledger has no window of it in these months.</p>\n";

  private RunsPage() {}

  /**
   * The page of this moment.
   *
   * @param months most months, this one included
   */
  public static String html(Schedules schedules, RunLedger ledger, Instant now, int months) {
    List<ScheduleCalendar> calendars =
        schedules.all().stream()
            .map(schedule -> ScheduleCalendar.of(schedule, ledger, now, months))
            .toList();
    String main =
        "<h1>Wiresmith: windows of %s, %s</h1>\n"
                .formatted(HtmlText.escaped(ledger.location()), now.truncatedTo(ChronoUnit.SECONDS))
            + headline(calendars)
            + Overview.of(calendars, now)
            + legend()
            + calendars.stream()
                .map(calendar -> section(calendar, now))
                .collect(Collectors.joining());
    return HtmlPage.of("Wiresmith runs", HtmlPage.style(RunsPage.class, "runs.css"), main);
  }

  private static String headline(List<ScheduleCalendar> calendars) {
    long failed = sum(calendars, WindowMark.FAILED);
    long missing = sum(calendars, WindowMark.MISSING);
    boolean good = failed + missing == 0;
    boolean whole = calendars.stream().allMatch(calendar -> calendar.leftOut().isEmpty());
    String part = whole ? "" : " in what is drawn";
    boolean begun = calendars.stream().anyMatch(ScheduleCalendar::begun);
    String text =
        calendars.isEmpty()
            ? "No schedules"
            : !begun
                ? "No window yet"
                : good
                    ? "Nothing failed, nothing missing" + part
                    : failed == 0
                        ? missing + " missing"
                        : failed + " failed, " + missing + " missing";
    String rest =
        "%d done, %d without a version, %d waiting, %d running"
            .formatted(
                sum(calendars, WindowMark.DONE),
                sum(calendars, WindowMark.HELD),
                sum(calendars, WindowMark.WAITING),
                sum(calendars, WindowMark.RUNNING));
    return "<div class=\"verdict %s\"><strong>%s</strong>%s, in the months below.</div>\n"
        .formatted(
            good && begun ? "blessed" : failed > 0 ? "rejected" : "inconclusive", text, rest);
  }

  private static long sum(List<ScheduleCalendar> calendars, WindowMark mark) {
    return calendars.stream().mapToLong(calendar -> calendar.count(mark)).sum();
  }

  private static String legend() {
    return Arrays.stream(WindowMark.values())
        .sorted(java.util.Comparator.reverseOrder())
        .map(
            mark ->
                "<li title=\"%s\"><b class=\"%s\">%s</b> %s</li>"
                    .formatted(mark.meaning(), mark.style(), mark.symbol(), mark.label()))
        .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>\n"));
  }

  private static String section(ScheduleCalendar calendar, Instant now) {
    Schedule schedule = calendar.schedule();
    StringBuilder section = new StringBuilder("<section id=\"");
    String name = HtmlText.escaped(schedule.name());
    section.append(name).append("\">\n<h2>").append(name).append("</h2>\n");
    section.append("<p class=\"when\">").append(HtmlText.escaped(when(calendar, now)));
    section
        .append("</p>\n")
        .append(leftOut(calendar))
        .append(calendar.begun() ? months(calendar, now) : NOTHING);
    return section.append(looks(calendar)).append("</section>\n").toString();
  }

  private static String leftOut(ScheduleCalendar calendar) {
    return calendar.leftOut().isEmpty()
        ? ""
        : "<p><strong>Not all is drawn</strong>: %s</p>\n"
            .formatted(HtmlText.escaped(calendar.leftOut()));
  }

  private static String months(ScheduleCalendar calendar, Instant now) {
    StringBuilder months = new StringBuilder("<div class=\"months\">\n");
    Map<LocalDate, List<MarkedWindow>> days = calendar.byDay();
    for (YearMonth month = calendar.first();
        !month.isAfter(calendar.last());
        month = month.plusMonths(1)) {
      months.append(MonthTable.of(month, days, now.atZone(calendar.zone())));
    }
    return months.append("</div>\n").toString();
  }

  private static String when(ScheduleCalendar calendar, Instant now) {
    Schedule schedule = calendar.schedule();
    return "%s, %s (%s), %s, the past %d days; %d done, %d without a version, %d failed, %d missing"
        .formatted(
            schedule.model().id(),
            schedule.firings().cron(),
            calendar.zone(),
            calendar.next(now),
            Math.max(1, schedule.window().toDays()),
            calendar.count(WindowMark.DONE),
            calendar.count(WindowMark.HELD),
            calendar.count(WindowMark.FAILED),
            calendar.count(WindowMark.MISSING));
  }

  private static String looks(ScheduleCalendar calendar) {
    List<MarkedWindow> looks = calendar.needALook(MOST_ROWS);
    if (looks.isEmpty()) {
      return "";
    }
    return looks.stream()
        .map(window -> row(window, calendar))
        .collect(
            Collectors.joining(
                "",
                "<h3>To look at, the latest first</h3>\n<div class=\"wide\"><table class=\"looks\">"
                    + "<thead><tr><th>window ends</th><th>state</th><th>why</th><th>see</th></tr></thead>\n<tbody>",
                "</tbody></table></div>\n"));
  }

  /** What asks for a window that nobody has asked for. */
  private static String backfill(MarkedWindow window, ScheduleCalendar calendar) {
    LocalDate day = LocalDate.ofInstant(window.until(), ZoneOffset.UTC);
    return "bin/wiresmith backfill %s --from %s --to %s"
        .formatted(calendar.schedule().name(), day, day.plusDays(1));
  }

  private static String row(MarkedWindow window, ScheduleCalendar calendar) {
    String see =
        window.known() ? "bin/wiresmith runs show " + window.id() : backfill(window, calendar);
    return "<tr><th scope=\"row\">%s</th><td><b class=\"%s\">%s</b> %s</td><td>%s</td><td><code>%s</code></td></tr>\n"
        .formatted(
            HtmlText.escaped(window.time(calendar.zone())),
            window.mark().style(),
            window.mark().symbol(),
            window.mark().label(),
            HtmlText.escaped(window.cause()),
            HtmlText.escaped(see));
  }
}
