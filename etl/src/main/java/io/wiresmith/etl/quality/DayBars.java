package io.wiresmith.etl.quality;

import java.time.LocalDate;
import java.util.Locale;
import java.util.SortedMap;

/** Rows per day as stacked bars, kept below and quarantined above, in inline SVG. */
final class DayBars {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 180;

  private DayBars() {}

  static void draw(StringBuilder out, SortedMap<Long, long[]> days) {
    long most = days.values().stream().mapToLong(c -> c[0] + c[1]).max().orElse(1);
    double step = (double) WIDTH / days.size();
    out.append("<svg viewBox=\"0 0 ")
        .append(WIDTH)
        .append(' ')
        .append(HEIGHT + 20)
        .append("\" role=\"img\" aria-label=\"rows per day\" width=\"100%\">\n");
    int i = 0;
    for (var day : days.entrySet()) {
      long kept = day.getValue()[0];
      long refused = day.getValue()[1];
      double high = HEIGHT * kept / (double) Math.max(1, most);
      double top = HEIGHT * refused / (double) Math.max(1, most);
      String title =
          String.format(
              Locale.ROOT,
              "%s: %d kept, %d quarantined",
              LocalDate.ofEpochDay(day.getKey()),
              kept,
              refused);
      bar(out, i * step, HEIGHT - high, step, high, "#2b6cb0", title);
      bar(out, i * step, HEIGHT - high - top, step, top, "#c05621", title);
      i++;
    }
    out.append("<text x=\"0\" y=\"195\" font-size=\"13\">")
        .append(LocalDate.ofEpochDay(days.firstKey()))
        .append("</text><text x=\"1000\" y=\"195\" font-size=\"13\" text-anchor=\"end\">")
        .append(LocalDate.ofEpochDay(days.lastKey()))
        .append(", at most ")
        .append(most)
        .append(" a day</text></svg>\n");
  }

  private static void bar(
      StringBuilder out, double x, double y, double step, double high, String fill, String title) {
    if (high > 0) {
      out.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"><title>%s</title></rect>\n",
              x,
              y,
              Math.max(0.5, step * 0.9),
              high,
              fill,
              title));
    }
  }
}
