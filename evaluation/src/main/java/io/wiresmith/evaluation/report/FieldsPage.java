package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.List;

/** The page of the model that finds fields. */
final class FieldsPage implements ModelPage {
  private static final FiguresTable FIGURES =
      new FiguresTable(
          List.of("every_byte", "grid_2", "grid_4", "nemesys"),
          List.of(
              FiguresTable.ratio("boundary_f1", "Boundary F1"),
              FiguresTable.ratio("boundary_precision", "Boundary precision"),
              FiguresTable.ratio("boundary_recall", "Boundary recall"),
              FiguresTable.ratio("worst_boundary_f1", "Boundary F1 of the worst protocol"),
              FiguresTable.ratio("grid_advantage", "Boundary F1 over the best grid"),
              FiguresTable.ratio("perfection", "Perfection (fields with both ends right)"),
              FiguresTable.ratio("type_accuracy", "Type accuracy"),
              FiguresTable.ratio("false_boundaries", "False boundaries in random bytes"),
              FiguresTable.ratio("ece", "Calibration error of fields (ECE)"),
              FiguresTable.ratio("ece_boundary", "Calibration error of boundaries (ECE)")),
          "Means over protocols, each counted once. Intervals: bootstrap over blocks of 20 messages"
              + " that follow each other in a capture, drawn within each protocol; other captures may"
              + " differ by more. Grids and a heuristic after NEMESYS (Kleber, Kopp and Kargl, WOOT"
              + " 2018) on the same messages; they name no types. False boundaries: share of the"
              + " places between two random bytes.");

  @Override
  public String summary(EvaluationReport report) {
    return "%s test messages of %s. Boundary F1 %s (precision %s, recall %s), both ends right of %s of the fields of a message, type accuracy %s."
        .formatted(
            Numbers.count(report.rows()),
            FieldsSection.protocols(report),
            VerdictSection.metric(report, "boundary_f1"),
            VerdictSection.metric(report, "boundary_precision"),
            VerdictSection.metric(report, "boundary_recall"),
            VerdictSection.metric(report, "perfection"),
            VerdictSection.metric(report, "type_accuracy"));
  }

  @Override
  public FiguresTable figures() {
    return FIGURES;
  }

  @Override
  public String sections(EvaluationReport report) {
    return Html.section("By protocol", FieldsSection.of(report))
        + PicturesSection.of(report, FieldsPage::pictures)
        + Html.section("Messages", DrawnMessages.of(report));
  }

  private static String pictures(EvaluationReport report) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Slice slice : FieldsSection.slices(report)) {
      double f1 = slice.metrics().getOrDefault("boundary_f1", Double.NaN);
      bars.add(new BarChart.Bar(slice.value(), f1, slice.rows()));
    }
    JsonNode confusion = ForecastSection.detail(report, "confusion");
    return PicturesSection.reliability(
            report,
            "reliability",
            "Reliability of field_confidence: how often there is exactly this field, with its type.",
            0)
        + PicturesSection.reliability(
            report,
            "reliability_boundary",
            "Reliability of boundary: how often a field starts at the byte.",
            0)
        + Html.figure(
            "Types of the true fields, and the type that most of their bytes were given; shares of"
                + " each row.",
            new ConfusionChart("true type", "found type").draw(confusion))
        + Html.figure(
            "Boundary F1 by protocol.", BarChart.of("Boundary F1 by protocol", "F1", bars, 1));
  }

  @Override
  public String tested(EvaluationReport report) {
    JsonNode test = ForecastSection.detail(report, "test");
    return "%s of %s messages of %s captures (%s), %s of captures that were trained on; %s more are left out, for they were learned from under another name"
        .formatted(
            Numbers.count(report.rows()),
            ProvenanceSection.rows(test.path("messages")),
            ProvenanceSection.rows(test.path("captures")),
            ProvenanceSection.which(test),
            Numbers.count(report.overlap()),
            ProvenanceSection.rows(test.path("seen_under_another_name")));
  }
}
