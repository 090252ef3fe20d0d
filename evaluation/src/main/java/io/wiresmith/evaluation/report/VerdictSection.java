package io.wiresmith.evaluation.report;

import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.Finding;
import io.wiresmith.core.gate.Inconclusive;
import io.wiresmith.core.gate.Rejected;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.HtmlText;
import java.util.Locale;

/** The verdict, large, and every rule of the gate as a sentence. */
final class VerdictSection {
  private VerdictSection() {}

  static String of(EvaluationReport report, Verdict verdict, ModelPage page) {
    StringBuilder html = new StringBuilder();
    html.append("<h1>Wiresmith · ").append(HtmlText.escaped(report.model().id())).append("</h1>\n");
    html.append("<div class=\"verdict ").append(verdict.name()).append("\"><strong>");
    html.append(HtmlText.escaped(headline(verdict))).append("</strong>");
    html.append(HtmlText.escaped(page.summary(report))).append("</div>\n<ul class=\"reasons\">\n");
    for (Finding finding : verdict.findings()) {
      html.append(
          "<li class=\"%s\"><b role=\"img\" aria-label=\"%s\">%s</b>%s</li>\n"
              .formatted(
                  finding.outcome().name().toLowerCase(Locale.ROOT),
                  finding.outcome().name().toLowerCase(Locale.ROOT),
                  mark(finding),
                  HtmlText.escaped(finding.sentence())));
    }
    return html.append("</ul>\n").toString();
  }

  private static String headline(Verdict verdict) {
    long failed = failed(verdict);
    if (verdict instanceof Blessed) {
      return "Blessed";
    }
    return verdict instanceof Inconclusive
        ? "Inconclusive"
        : "Rejected by " + failed + (failed == 1 ? " rule" : " rules");
  }

  private static long failed(Verdict verdict) {
    return verdict instanceof Rejected rejected
        ? rejected.findings().stream()
            .filter(finding -> finding.outcome() == Finding.Outcome.FAILED)
            .count()
        : 0;
  }

  /** How much was tested, as a sentence. */
  static String rows(EvaluationReport report) {
    return "%s test rows from %s to %s."
        .formatted(
            Numbers.count(report.rows()),
            day(report.tested().from().toString()),
            day(report.tested().until().toString()));
  }

  /** A metric that is a ratio. */
  static String metric(EvaluationReport report, String name) {
    return Numbers.percent(report.metrics().getOrDefault(name, Double.NaN));
  }

  private static String day(String instant) {
    return instant.substring(0, 10);
  }

  private static String mark(Finding finding) {
    return switch (finding.outcome()) {
      case FAILED -> "✗";
      case UNDECIDED -> "?";
      case PASSED -> "✓";
    };
  }
}
