package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.List;
import java.util.Map;

/** The page of the models that forecast throughput. */
final class BandwidthPage implements ModelPage {
  private static final FiguresTable FIGURES =
      new FiguresTable(
          List.of("best_naive", "last_value", "best_ewma", "mean_5", "mean_window", "linear"),
          List.of(
              FiguresTable.ratio("within_20", "Within ±20 %"),
              FiguresTable.ratio("naive_advantage", "Advantage over the best naive"),
              FiguresTable.plain("mae", "Mean absolute error, Mbit/s"),
              FiguresTable.ratio("mae_over_naive", "The same over the best naive's"),
              FiguresTable.plain("rmse", "Root mean squared error, Mbit/s"),
              FiguresTable.ratio("coverage_80", "Inside the 80 % interval"),
              FiguresTable.plain("pinball_10", "Pinball loss at 10 %, Mbit/s"),
              FiguresTable.plain("pinball_90", "Pinball loss at 90 %, Mbit/s"),
              FiguresTable.ratio("ece", "Calibration error (ECE)")),
          "Intervals: bootstrap over blocks of 100 steps of a link. Best naive: of each source, the"
              + " one with most hits on the training links. Linear: least squares over the steps of the"
              + " window, fitted on the training links of each source. Zeros do not count within"
              + " ±20 %.");

  @Override
  public String summary(EvaluationReport report) {
    return "%s %s of the forecasts within 20 %%, the best naive forecast %s; %s of what came in the 80 %% interval."
        .formatted(
            VerdictSection.rows(report),
            VerdictSection.metric(report, "within_20"),
            Numbers.percent(
                report
                    .baselines()
                    .getOrDefault("best_naive", Map.of())
                    .getOrDefault("within_20", Double.NaN)),
            VerdictSection.metric(report, "coverage_80"));
  }

  @Override
  public FiguresTable figures() {
    return FIGURES;
  }

  @Override
  public String sections(EvaluationReport report) {
    return Html.section("By source and horizon", ForecastSection.of(report))
        + PicturesSection.of(report, BandwidthPage::pictures);
  }

  private static String pictures(EvaluationReport report) {
    return PicturesSection.reliability(report, "reliability", PicturesSection.CAPTION, 0)
        + ForecastPictures.of(report);
  }

  @Override
  public String tested(EvaluationReport report) {
    JsonNode test = ForecastSection.detail(report, "test");
    return "%s of %s links (%s), %s of links that were trained on"
        .formatted(
            Numbers.count(report.rows()),
            ProvenanceSection.rows(test.path("links")),
            ProvenanceSection.which(test),
            Numbers.count(report.overlap()));
  }
}
