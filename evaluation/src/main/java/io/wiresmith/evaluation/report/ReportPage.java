package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.HtmlPage;
import io.wiresmith.core.io.Json;

/**
 * {@code report.html}: verdict first, then the reasons, then the figures and pictures. One file
 * without script or outside references; the same input gives the same bytes.
 */
public final class ReportPage {
  /** The page's file name. */
  public static final String FILE = "report.html";

  private ReportPage() {}

  /**
   * The page for a judged model.
   *
   * @param report what was found
   * @param verdict what the gate said about it
   * @param training {@code training_report.json}; a missing node where there is none, and parts
   *     that it lacks are left out
   */
  public static String html(EvaluationReport report, Verdict verdict, JsonNode training) {
    return html(ModelPage.of(report.model().model()), report, verdict, training);
  }

  /** The page in the words of one model. */
  static String html(ModelPage page, EvaluationReport report, Verdict verdict, JsonNode training) {
    String title = "Wiresmith " + report.model().id() + ": " + verdict.name();
    return HtmlPage.of(
        title,
        "",
        VerdictSection.of(report, verdict, page)
            + Html.section("Key figures", FiguresSection.of(report, page.figures()))
            + page.sections(report)
            + Html.section("Training", TrainingSection.of(training))
            + Html.section("Where it comes from", ProvenanceSection.of(report, page)));
  }

  /** The page without a training report. */
  public static String html(EvaluationReport report, Verdict verdict) {
    return html(report, verdict, Json.mapper().missingNode());
  }
}
