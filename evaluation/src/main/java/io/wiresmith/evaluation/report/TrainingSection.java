package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.HtmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code training_report.json} tells: the members beside the ensemble, the weight sweep, the
 * losses. Parts that it lacks are left out.
 */
final class TrainingSection {
  private TrainingSection() {}

  static String of(JsonNode training) {
    StringBuilder html = new StringBuilder();
    html.append(
        members(training, "test", "On the test part (for reading, nothing is chosen by it)"));
    html.append(members(training, "validation", "On the validation part, which chooses"));
    String pictures = sweep(training) + losses(training) + hits(training) + boundaries(training);
    if (!pictures.isEmpty()) {
      html.append("<div class=\"pictures\">\n").append(pictures).append("</div>\n");
    }
    return html.toString();
  }

  private static String members(JsonNode training, String part, String title) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : training.path(part).properties()) {
      JsonNode scores = member.getValue();
      if (scores.path("regret").isNumber()) {
        rows.add(
            List.of(
                member.getKey().replace('_', ' '),
                percent(scores, "regret"),
                percent(scores, "accuracy"),
                percent(scores, "macro_f1"),
                percent(scores, "accuracy_margin10", "accuracy_margin_10")));
      }
    }
    return rows.isEmpty()
        ? ""
        : "<h3>"
            + HtmlText.escaped(title)
            + "</h3>\n"
            + Html.table(
                List.of("", "Regret", "Accuracy", "Macro F1", "Accuracy, margin ≥ 10 %"), rows);
  }

  private static String sweep(JsonNode training) {
    List<LineChart.Line> lines = new ArrayList<>();
    line(training.path("weight_sweep_test"), "tree_weight", "regret")
        .forEach(points -> lines.add(new LineChart.Line("test", "model", points)));
    line(training.path("weight_sweep_validation"), "tree_weight", "regret")
        .forEach(points -> lines.add(new LineChart.Line("validation", "other", points)));
    if (lines.isEmpty()) {
      return "";
    }
    return Html.figure(
        "Regret by the weight of the trees; the rest is the network's.",
        new LineChart(lines)
            .draw(
                "Weight sweep",
                "weight of the trees",
                x -> String.format(java.util.Locale.ROOT, "%.2f", x),
                Numbers::percent));
  }

  private static String losses(JsonNode training) {
    List<LineChart.Line> lines = new ArrayList<>();
    JsonNode probe = training.path("losses").path("probe");
    line(probe, "epoch", "training")
        .forEach(points -> lines.add(new LineChart.Line("training", "model", points)));
    line(probe, "epoch", "validation")
        .forEach(points -> lines.add(new LineChart.Line("validation", "other", points)));
    if (lines.isEmpty()) {
      return "";
    }
    return Html.figure(
        "Loss of the network by epoch; it is kept from the epoch with the least validation loss.",
        new LineChart(lines)
            .draw("Loss of the network", "epoch", x -> "" + Math.round(x), Numbers::plain));
  }

  private static String hits(JsonNode training) {
    List<LineChart.Line> lines = new ArrayList<>();
    line(training.path("losses").path("probe"), "epoch", "within_20")
        .forEach(points -> lines.add(new LineChart.Line("validation", "other", points)));
    if (lines.isEmpty()) {
      return "";
    }
    return Html.figure(
        "Forecasts of the network within ±20 % on the validation links by epoch.",
        new LineChart(lines)
            .draw("Within 20 % by epoch", "epoch", x -> "" + Math.round(x), Numbers::percent));
  }

  private static String boundaries(JsonNode training) {
    List<LineChart.Line> lines = new ArrayList<>();
    Map<String, String> styles = Map.of("f1", "model", "precision", "other", "recall", "third");
    for (String figure : List.of("f1", "precision", "recall")) {
      line(training.path("losses").path("probe"), "epoch", figure)
          .forEach(
              points ->
                  lines.add(
                      new LineChart.Line(figure, styles.getOrDefault(figure, "model"), points)));
    }
    return lines.isEmpty()
        ? ""
        : Html.figure(
            "Boundaries on the validation captures by epoch, mean over protocols.",
            new LineChart(lines)
                .draw("Boundaries by epoch", "epoch", x -> "" + Math.round(x), Numbers::percent));
  }

  /** One list of points, or none where there are not two that are numbers. */
  private static List<List<double[]>> line(JsonNode entries, String x, String y) {
    List<double[]> points = new ArrayList<>();
    for (JsonNode entry : entries) {
      if (entry.path(x).isNumber() && entry.path(y).isNumber()) {
        points.add(new double[] {entry.path(x).asDouble(), entry.path(y).asDouble()});
      }
    }
    return points.size() < 2 ? List.of() : List.of(points);
  }

  private static String percent(JsonNode scores, String... names) {
    for (String name : names) {
      if (scores.path(name).isNumber()) {
        return Numbers.percent(scores.path(name).asDouble());
      }
    }
    return Numbers.percent(Double.NaN);
  }
}
