package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Pictures of forecasts: by source, by horizon, along the steps, and some links. */
final class ForecastPictures {
  private ForecastPictures() {}

  static String of(EvaluationReport report) {
    return horizon(report) + sources(report) + overTime(report) + links(report);
  }

  private static String sources(EvaluationReport report) {
    List<BarChart.Bar> model = new ArrayList<>();
    List<BarChart.Bar> naive = new ArrayList<>();
    for (Slice slice : ForecastSection.sources(report)) {
      model.add(bar(slice, "within_20"));
      naive.add(bar(slice, "within_20_naive"));
    }
    return model.isEmpty()
        ? ""
        : Html.figure(
                "Forecasts within ±20 % by source.",
                BarChart.of("Model, within 20 % by source", "within 20 %", model, 1))
            + Html.figure(
                "The same of the best naive forecast of each source.",
                BarChart.of("Best naive, within 20 % by source", "within 20 %", naive, 1));
  }

  private static BarChart.Bar bar(Slice slice, String metric) {
    return new BarChart.Bar(
        slice.value(), slice.metrics().getOrDefault(metric, Double.NaN), slice.rows());
  }

  /** All sources together. */
  private static String horizon(EvaluationReport report) {
    List<LineChart.Line> lines = new ArrayList<>();
    List<String> styles = List.of("model", "other", "third");
    List<String> methods = List.of("model", "bestNaive", "linear");
    for (int i = 0; i < methods.size(); i++) {
      String method = methods.get(i);
      List<double[]> points = new ArrayList<>();
      for (JsonNode figures : ForecastSection.detail(report, "horizon")) {
        if (figures.path("source").asText().equals("all")) {
          double share = figures.path(method).path("within_20").asDouble(Double.NaN);
          points.add(new double[] {figures.path("horizon").asDouble(), share});
        }
      }
      if (points.size() > 1) {
        lines.add(new LineChart.Line(ForecastSection.name(method), styles.get(i), points));
      }
    }
    return lines.isEmpty()
        ? ""
        : Html.figure(
            "Forecasts within ±20 % by how far ahead; all sources, as many windows of each.",
            new LineChart(lines)
                .draw(
                    "Within 20 % by horizon",
                    "steps ahead", x -> "" + Math.round(x), Numbers::percent));
  }

  private static String overTime(EvaluationReport report) {
    JsonNode parts = ForecastSection.detail(report, "over_time");
    if (parts.size() < 2) {
      return "";
    }
    DoubleFunction<String> step =
        part -> Numbers.count(parts.path((int) Math.round(part)).path("from").asLong() + 1);
    return Html.figure(
            "Forecasts within ±20 % along the steps of links; as many forecasts in each point.",
            new LineChart(lines(parts, "within"))
                .draw("Within 20 % along the steps", "step of a link", step, Numbers::percent))
        + Html.figure(
            "Mean absolute error along the steps of links, Mbit/s.",
            new LineChart(lines(parts, "mae"))
                .draw("Error along the steps", "step of a link", step, Numbers::rate));
  }

  private static List<LineChart.Line> lines(JsonNode parts, String figure) {
    List<double[]> model = new ArrayList<>();
    List<double[]> naive = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      JsonNode part = parts.path(i);
      model.add(new double[] {i, part.path(figure).asDouble(Double.NaN)});
      naive.add(new double[] {i, part.path(figure + "Naive").asDouble(Double.NaN)});
    }
    return List.of(
        new LineChart.Line("model", "model", model),
        new LineChart.Line("best naive", "other", naive));
  }

  private static String links(EvaluationReport report) {
    StringBuilder pictures = new StringBuilder();
    for (JsonNode link : ForecastSection.detail(report, "links")) {
      String name = link.path("source").asText() + "/" + link.path("link").asText();
      boolean worst = link.path("kind").asText().equals("worst");
      String caption =
          "%s, one of the %s: %s of %s forecasts within ±20 %%, the best naive %s."
              .formatted(
                  name,
                  worst ? "worst links" : "good ones",
                  Numbers.percent(link.path("within").asDouble(Double.NaN)),
                  Numbers.count(link.path("rows").asLong()),
                  Numbers.percent(link.path("withinNaive").asDouble(Double.NaN)));
      pictures.append(
          Html.figure(
              caption, drawn((worst ? "Worst link " : "Good link ") + name, link.path("points"))));
    }
    return pictures.toString();
  }

  /** Points are position, actual, forecast, lower, upper; a step that is missing interrupts. */
  private static String drawn(String title, JsonNode points) {
    List<double[]> actual = new ArrayList<>();
    List<double[]> forecast = new ArrayList<>();
    List<double[]> band = new ArrayList<>();
    double before = Double.NaN;
    for (JsonNode point : points) {
      double step = point.path(0).asDouble();
      if (step > before + 1) {
        actual.add(new double[] {before + 1, Double.NaN});
        forecast.add(new double[] {before + 1, Double.NaN});
      }
      before = step;
      actual.add(new double[] {step, point.path(1).asDouble()});
      forecast.add(new double[] {step, point.path(2).asDouble()});
      band.add(new double[] {step, point.path(3).asDouble(), point.path(4).asDouble()});
    }
    return new LineChart(
            List.of(
                new LineChart.Line("what came", "actual", actual),
                new LineChart.Line("forecast", "model over", forecast)),
            band)
        .draw(title, "step of the link; Mbit/s", x -> Numbers.count(Math.round(x)), Numbers::rate);
  }
}
