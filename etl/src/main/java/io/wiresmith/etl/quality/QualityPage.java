package io.wiresmith.etl.quality;

import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.HtmlText;
import io.wiresmith.etl.source.FieldRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The report as one self-contained page: verdict, days, reasons with examples, fields. */
public final class QualityPage {
  private static final int MOST_DAYS = 1500;

  private QualityPage() {}

  /** The page; {@code findings} are what stops the run. */
  public static String html(QualityReport report, List<String> findings) {
    StringBuilder out = new StringBuilder(16_384);
    out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Quality of ")
        .append(HtmlText.escaped(report.layout().measurement()))
        .append("</title>\n<style>body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;")
        .append("max-width:70rem;padding:0 1rem}table{border-collapse:collapse;margin:1rem 0}")
        .append("td,th{border:1px solid #ccc;padding:.2rem .6rem;text-align:left;")
        .append("vertical-align:top}td.n{text-align:right}code{font-size:12px;")
        .append("word-break:break-all}.bad{color:#b00020}.good{color:#1b6e3c}</style></head>\n")
        .append("<body><h1>Quality of ")
        .append(HtmlText.escaped(report.layout().measurement()))
        .append("</h1>\n");
    verdict(out, report, findings);
    law(out, report);
    days(out, report);
    reasons(out, report);
    fields(out, report);
    facts(out, report);
    return out.append("</body></html>\n").toString();
  }

  private static void verdict(StringBuilder out, QualityReport report, List<String> findings) {
    if (findings.isEmpty()) {
      out.append("<p class=\"good\">The data is sound enough to go on.</p>\n");
    } else {
      out.append("<p class=\"bad\">The run stopped:</p><ul>");
      findings.forEach(
          finding ->
              out.append("<li class=\"bad\">").append(HtmlText.escaped(finding)).append("</li>"));
      out.append("</ul>\n");
    }
    out.append("<p>Source: ").append(HtmlText.escaped(report.description())).append("<br>Window: ");
    out.append(report.window().map(w -> HtmlText.escaped(w.toString())).orElse("none"))
        .append("</p>\n");
  }

  private static void law(StringBuilder out, QualityReport report) {
    RowCounts c = report.counts();
    out.append("<h2>Rows</h2>\n<table><tr><th>read</th><th>outside the window</th><th>in</th>")
        .append("<th>= out</th><th>+ quarantined</th><th>+ merged</th></tr><tr>");
    for (long n :
        new long[] {c.read(), c.outsideWindow(), c.in(), c.out(), c.quarantined(), c.merged()}) {
      number(out, n);
    }
    out.append("</tr></table>\n<p>Quarantined: ")
        .append(percent(report.quarantinedRatio()))
        .append(" of what counts against the limit.</p>\n");
  }

  private static void days(StringBuilder out, QualityReport report) {
    TreeMap<Long, long[]> days = new TreeMap<>(report.tally().days);
    report.emptyDays().forEach(day -> days.putIfAbsent(day.toEpochDay(), new long[2]));
    out.append("<h2>Rows per day (UTC)</h2>\n");
    if (days.isEmpty()) {
      out.append("<p>No row has a time.</p>\n");
      return;
    }
    while (days.size() > MOST_DAYS) {
      days.pollFirstEntry();
    }
    DayBars.draw(out, days);
    List<LocalDate> empty = report.emptyDays();
    if (!empty.isEmpty()) {
      out.append("<p class=\"bad\">Days without data (they stop a training): ");
      empty.stream().limit(60).forEach(day -> out.append(day).append(' '));
      out.append("</p>\n");
    }
  }

  private static void reasons(StringBuilder out, QualityReport report) {
    out.append("<h2>Quarantine</h2>\n");
    Map<String, Long> reasons = new TreeMap<>(report.reasons());
    if (reasons.isEmpty()) {
      out.append("<p>No row was refused.</p>\n");
      return;
    }
    out.append("<table><tr><th>reason</th><th>rows</th><th>first examples</th></tr>\n");
    reasons.forEach(
        (reason, rows) -> {
          out.append("<tr><td>").append(reason).append("</td>");
          number(out, rows);
          out.append("<td>");
          for (var example : report.tally().examples.getOrDefault(reason, List.of())) {
            out.append(HtmlText.escaped(example.file()))
                .append(':')
                .append(example.line())
                .append(" - ")
                .append(HtmlText.escaped(example.message()))
                .append("<br><code>")
                .append(HtmlText.escaped(example.raw()))
                .append("</code><br>");
          }
          out.append("</td></tr>\n");
        });
    out.append("</table>\n");
  }

  private static void fields(StringBuilder out, QualityReport report) {
    out.append("<h2>Fields of the kept rows</h2>\n<table><tr><th>field</th><th>unit</th>")
        .append("<th>least</th><th>greatest</th><th>allowed</th><th>missing</th></tr>\n");
    long rows = report.counts().out();
    for (FieldRule rule : report.layout().numbers()) {
      Tally.Range range = report.tally().ranges.get(rule.name());
      out.append("<tr><td>")
          .append(HtmlText.escaped(rule.name()))
          .append(rule.required() ? "" : " (optional)")
          .append("</td><td>")
          .append(HtmlText.escaped(rule.unit()))
          .append("</td><td class=\"n\">")
          .append(range == null ? "" : String.valueOf(range.least()))
          .append("</td><td class=\"n\">")
          .append(range == null ? "" : String.valueOf(range.greatest()))
          .append("</td><td>")
          .append(rule.minimum())
          .append(" to ")
          .append(rule.maximum())
          .append("</td><td class=\"n\">")
          .append(
              rows == 0 ? "" : percent(1 - (range == null ? 0 : range.present()) / (double) rows))
          .append("</td></tr>\n");
    }
    out.append("</table>\n");
  }

  private static void facts(StringBuilder out, QualityReport report) {
    out.append("<h2>Also counted</h2>\n<table>");
    report
        .facts()
        .forEach(
            (name, count) -> {
              out.append("<tr><td>").append(HtmlText.escaped(name)).append("</td>");
              number(out, count.longValue());
              out.append("</tr>");
            });
    out.append("</table>\n");
  }

  private static void number(StringBuilder out, long n) {
    out.append("<td class=\"n\">").append(String.format(Locale.ROOT, "%,d", n)).append("</td>");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
