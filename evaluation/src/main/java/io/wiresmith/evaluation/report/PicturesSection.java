package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Confusion, reliability, regret by slice and day, accuracy by margin. */
final class PicturesSection {
  private static final Set<String> BESIDE_PRODUCTION =
      Set.of("link_type", "region", "network_mode", "size", "entropy");

  /** Below a reliability. */
  static final String CAPTION =
      "Reliability: on the dashed line, a confidence is as good as it says.";

  private PicturesSection() {}

  /** The section of those pictures; none where nothing was judged. */
  static String of(EvaluationReport report, Function<EvaluationReport, String> pictures) {
    return report.rows() == 0
        ? ""
        : Html.section(
            "Pictures", "<div class=\"pictures\">\n" + pictures.apply(report) + "</div>\n");
  }

  /** Of choices of codecs. */
  static String transfers(EvaluationReport report) {
    StringBuilder pictures = new StringBuilder();
    List<Slice> slices =
        report.slices().stream()
            .filter(slice -> BESIDE_PRODUCTION.contains(slice.dimension()))
            .filter(slice -> dimension(report, slice.dimension()).size() > 1)
            .toList();
    if (!slices.isEmpty()) {
      double bestSingle =
          report
              .baselines()
              .getOrDefault("best_single", Map.of())
              .getOrDefault("regret", Double.NaN);
      pictures.append(
          Html.figure(
              "Regret by slice, on a logarithmic axis: the further left, the better.",
              DotChart.of(slices, bestSingle)));
    }
    pictures.append("<div>\n").append(confusion(report)).append(margins(report));
    pictures
        .append("</div>\n")
        .append(reliability(report, "reliability", CAPTION, .2))
        .append(days(report));
    return pictures.toString();
  }

  private static String confusion(EvaluationReport report) {
    JsonNode confusion = detail(report, "confusion");
    return confusion.path("classes").isEmpty()
        ? ""
        : Html.figure(
            "Which codec was cheapest and which was chosen; shares of each row.",
            new ConfusionChart("cheapest codec", "chosen codec").draw(confusion));
  }

  private static String margins(EvaluationReport report) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Slice slice : dimension(report, "margin")) {
      bars.add(
          new BarChart.Bar(
              slice.value(), slice.metrics().getOrDefault("accuracy", Double.NaN), slice.rows()));
    }
    return bars.isEmpty()
        ? ""
        : Html.figure(
            "Accuracy by margin, the gap between the two cheapest codecs: where little is at"
                + " stake, mistakes cost little.",
            BarChart.of("Accuracy by margin", "accuracy", bars, 1));
  }

  /** Of a detail, over axes that begin at a confidence. */
  static String reliability(EvaluationReport report, String name, String caption, double least) {
    JsonNode reliability = detail(report, name);
    return reliability.isEmpty()
        ? ""
        : Html.figure(caption, ReliabilityChart.of(reliability, least));
  }

  private static String days(EvaluationReport report) {
    List<Slice> days = dimension(report, "day");
    if (days.size() < 2) {
      return "";
    }
    List<double[]> points = new ArrayList<>();
    for (int day = 0; day < days.size(); day++) {
      points.add(new double[] {day, days.get(day).metrics().getOrDefault("regret", Double.NaN)});
    }
    String chart =
        new LineChart(List.of(new LineChart.Line("model", "model", points)))
            .draw(
                "Regret by day",
                "day (UTC)",
                at -> days.get((int) Math.round(at)).value().substring(5),
                Numbers::percent);
    return Html.figure("Regret by day: a rise means that the model grows old.", chart);
  }

  private static List<Slice> dimension(EvaluationReport report, String name) {
    return report.slices().stream().filter(slice -> slice.dimension().equals(name)).toList();
  }

  private static JsonNode detail(EvaluationReport report, String name) {
    return report.details().getOrDefault(name, MissingNode.getInstance());
  }
}
