package io.wiresmith.scheduler.page;

import io.wiresmith.core.io.HtmlText;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A month as it hangs on a wall: weeks from Monday, a symbol on each day with a window, today in
 * bold.
 */
final class MonthTable {
  private static final int MOST_TIPS = 8;
  private static final String HEAD =
      "<thead><tr><th>M</th><th>T</th><th>W</th><th>T</th><th>F</th><th>S</th><th>S</th></tr></thead>";

  private MonthTable() {}

  static String of(YearMonth month, Map<LocalDate, List<MarkedWindow>> days, ZonedDateTime now) {
    StringBuilder table = new StringBuilder("<table class=\"month\"><caption>");
    table
        .append(month.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
        .append(' ')
        .append(month.getYear())
        .append("</caption>")
        .append(HEAD)
        .append("<tbody><tr>");
    int column = month.atDay(1).getDayOfWeek().getValue() - 1;
    table.append("<td></td>".repeat(column));
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      if (column == 7) {
        table.append("</tr>\n<tr>");
        column = 0;
      }
      LocalDate date = month.atDay(day);
      String number = number(day, date.equals(now.toLocalDate()));
      table.append(cell(number, days.getOrDefault(date, List.of()), now.getZone()));
      column++;
    }
    return table
        .append("<td></td>".repeat(7 - column))
        .append("</tr></tbody></table>\n")
        .toString();
  }

  private static String number(int day, boolean today) {
    return (today ? "<i class=\"today\">" : "<i>") + day + "</i>";
  }

  private static String cell(String number, List<MarkedWindow> windows, ZoneId zone) {
    if (windows.isEmpty()) {
      return "<td>" + number + "</td>";
    }
    WindowMark mark =
        windows.stream().map(MarkedWindow::mark).min(WindowMark::compareTo).orElseThrow();
    long alike = windows.stream().filter(window -> window.mark() == mark).count();
    String tip = HtmlText.escaped(tip(windows, zone));
    return "<td class=\"%s\" title=\"%s\">%s<b aria-label=\"%s\">%s%s</b></td>"
        .formatted(mark.style(), tip, number, tip, mark.symbol(), alike > 1 ? "" + alike : "");
  }

  private static String tip(List<MarkedWindow> windows, ZoneId zone) {
    String tips =
        windows.stream()
            .sorted((a, b) -> a.mark().compareTo(b.mark()))
            .limit(MOST_TIPS)
            .map(window -> window.tip(zone))
            .collect(Collectors.joining("\n"));
    int more = windows.size() - MOST_TIPS;
    return more > 0 ? tips + "\nand " + more + " more" : tips;
  }
}
