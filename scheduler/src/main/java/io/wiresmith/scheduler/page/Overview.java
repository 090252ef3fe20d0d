package io.wiresmith.scheduler.page;

import io.wiresmith.core.io.HtmlText;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line for each schedule, above all calendars: how its last window stands, and what failed. */
final class Overview {
  private static final String HEAD =
      "<div class=\"wide\"><table class=\"looks overview\"><thead><tr><th>schedule</th><th>last window</th>"
          + "<th>failed</th><th>missing</th><th></th></tr></thead>\n<tbody>";

  private Overview() {}

  /** Nothing where there is one schedule: its calendar says the same. */
  static String of(List<ScheduleCalendar> calendars, Instant now) {
    return calendars.size() < 2
        ? ""
        : calendars.stream()
            .map(calendar -> row(calendar, now))
            .collect(Collectors.joining("", HEAD, "</tbody></table></div>\n"));
  }

  private static String row(ScheduleCalendar calendar, Instant now) {
    String name = HtmlText.escaped(calendar.schedule().name());
    return "<tr><th scope=\"row\"><a href=\"#%s\">%s</a></th><td>%s</td>%s%s<td>%s</td></tr>\n"
        .formatted(
            name,
            name,
            last(calendar).map(it -> last(it, calendar)).orElse("none yet"),
            count(calendar.count(WindowMark.FAILED)),
            count(calendar.count(WindowMark.MISSING)),
            HtmlText.escaped(calendar.next(now)));
  }

  private static Optional<MarkedWindow> last(ScheduleCalendar calendar) {
    return calendar.windows().stream()
        .filter(window -> window.mark() != WindowMark.COMING)
        .max(Comparator.comparing(MarkedWindow::until));
  }

  private static String last(MarkedWindow window, ScheduleCalendar calendar) {
    return "<b class=\"%s\">%s</b> %s, %s"
        .formatted(
            window.mark().style(),
            window.mark().symbol(),
            window.mark().label(),
            HtmlText.escaped(window.time(calendar.zone())));
  }

  private static String count(long windows) {
    return windows == 0 ? "<td>0</td>" : "<td class=\"bad\">" + windows + "</td>";
  }
}
