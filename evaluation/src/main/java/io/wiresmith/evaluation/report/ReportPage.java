package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.io.HtmlText;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code report.html}: verdict first, then the reasons, then the figures and pictures. One file
 * without script or outside references; the same input gives the same bytes.
 */
public final class ReportPage {
  /** The page's file name. */
  public static final String FILE = "report.html";

  private static final String STYLE = "page.css";

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
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(
            HtmlText.escaped(title),
            style(),
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

  private static String style() {
    try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
      if (style == null) {
        throw new IOException("no such resource");
      }
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.INTERNAL, "The jar lacks " + STYLE + ". Build it again.", e);
    }
  }
}
