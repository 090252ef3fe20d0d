package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.List;

/** The page of the model that chooses codecs. */
final class CompressionPage implements ModelPage {
  private static final FiguresTable FIGURES =
      new FiguresTable(
          List.of("production", "best_single", "majority", "always_none", "oracle"),
          List.of(
              FiguresTable.ratio("regret", "Regret (lower is better)"),
              FiguresTable.ratio("gain", "Gain over always none"),
              FiguresTable.ratio("gain_over_production", "Gain over production"),
              FiguresTable.ratio("accuracy", "Accuracy"),
              FiguresTable.ratio("accuracy_margin_2", "Accuracy, margin ≥ 2 %"),
              FiguresTable.ratio("accuracy_margin_5", "Accuracy, margin ≥ 5 %"),
              FiguresTable.ratio("accuracy_margin_10", "Accuracy, margin ≥ 10 %"),
              FiguresTable.ratio("macro_f1", "Macro F1"),
              FiguresTable.ratio("f1_hde", "F1 hde"),
              FiguresTable.ratio("f1_amst", "F1 amst"),
              FiguresTable.ratio("f1_none", "F1 none"),
              FiguresTable.ratio("ece", "Calibration error (ECE)")),
          "Intervals: bootstrap over streams (days or hours of them where they are few). Against the"
              + " champion, positive is better. Noise floor: the oracle that knows the nominal"
              + " bandwidth only; nothing that decides before the transfer can do better.");

  @Override
  public String summary(EvaluationReport report) {
    return "%s Regret %s, accuracy %s, %s faster than always none."
        .formatted(
            VerdictSection.rows(report),
            VerdictSection.metric(report, "regret"),
            VerdictSection.metric(report, "accuracy"),
            VerdictSection.metric(report, "gain"));
  }

  @Override
  public FiguresTable figures() {
    return FIGURES;
  }

  @Override
  public String sections(EvaluationReport report) {
    return PicturesSection.of(report, PicturesSection::transfers);
  }

  @Override
  public String tested(EvaluationReport report) {
    JsonNode test = ForecastSection.detail(report, "test");
    return "%s of %s streams (%s), %s with a known production codec, %s inside the training time"
        .formatted(
            Numbers.count(report.rows()),
            ProvenanceSection.rows(test.path("streams")),
            ProvenanceSection.which(test),
            ProvenanceSection.rows(test.path("production_rows")),
            Numbers.count(report.overlap()));
  }
}
