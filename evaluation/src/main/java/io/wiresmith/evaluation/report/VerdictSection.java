package io.wiresmith.evaluation.report;

import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.Finding;
import io.wiresmith.core.gate.Inconclusive;
import io.wiresmith.core.gate.Rejected;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.HtmlText;
import java.util.Locale;
import java.util.Map;

/** The verdict, large, and every rule of the gate as a sentence. */
final class VerdictSection {
  private VerdictSection() {}

  static String of(EvaluationReport report, Verdict verdict) {
    StringBuilder html = new StringBuilder();
    html.append("<h1>Wiresmith · ").append(HtmlText.escaped(report.model().id())).append("</h1>\n");
    html.append("<div class=\"verdict ").append(verdict.name()).append("\"><strong>");
    html.append(HtmlText.escaped(headline(verdict))).append("</strong>");
    html.append(HtmlText.escaped(summary(report))).append("</div>\n<ul class=\"reasons\">\n");
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

  private static String summary(EvaluationReport report) {
    return "%s test rows from %s to %s. %s"
        .formatted(
            Numbers.count(report.rows()),
            day(report.tested().from().toString()),
            day(report.tested().until().toString()),
            switch (report.model().model()) {
              case BANDWIDTH ->
                  "%s of the forecasts within 20 %%, the best naive forecast %s; %s of what came in the 80 %% interval."
                      .formatted(
                          metric(report, "within_20"),
                          Numbers.percent(
                              report
                                  .baselines()
                                  .getOrDefault("best_naive", Map.of())
                                  .getOrDefault("within_20", Double.NaN)),
                          metric(report, "coverage_80"));
              case COMPRESSION ->
                  "Regret %s, accuracy %s, %s faster than always none."
                      .formatted(
                          metric(report, "regret"),
                          metric(report, "accuracy"),
                          metric(report, "gain"));
            });
  }

  private static String metric(EvaluationReport report, String name) {
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
