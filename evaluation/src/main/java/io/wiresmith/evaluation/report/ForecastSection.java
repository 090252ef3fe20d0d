package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of forecasts by source and by horizon, and how long a forecast takes. */
final class ForecastSection {
  private static final String LINEAR = "linear";

  private ForecastSection() {}

  static String of(EvaluationReport report) {
    return hits(report) + errors(report) + horizon(report) + latency(report);
  }

  private static String hits(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (Slice slice : sources(report)) {
      List<String> row = new ArrayList<>(List.of(slice.value()));
      row.add(percent(slice, "within_20"));
      row.add(Numbers.points(metric(slice, "naive_advantage")));
      for (String other : List.of("naive", "last_value", "ewma", "mean_window", LINEAR)) {
        row.add(percent(slice, "within_20_" + other));
      }
      row.add(detail(report, "best_naive").path(slice.value()).asText());
      row.add(Numbers.count(slice.rows()));
      rows.add(row);
    }
    return rows.isEmpty()
        ? ""
        : "<h3>Within ±20 %</h3>\n"
            + Html.table(
                List.of(
                    "",
                    "model",
                    "points over the best naive",
                    "best naive",
                    "last value",
                    "best EWMA",
                    "mean of window",
                    LINEAR,
                    "which is the best naive",
                    "rows"),
                rows);
  }

  private static String errors(EvaluationReport report) {
    List<List<String>> rows = new ArrayList<>();
    for (Slice slice : sources(report)) {
      List<String> row = new ArrayList<>(List.of(slice.value()));
      for (String metric :
          List.of("mae", "mae_naive", "mae_linear", "rmse", "rmse_naive", "rmse_linear")) {
        row.add(Numbers.plain(metric(slice, metric)));
      }
      row.add(percent(slice, "coverage_80"));
      row.add(Numbers.plain(metric(slice, "pinball_10")));
      row.add(Numbers.plain(metric(slice, "pinball_90")));
      rows.add(row);
    }
    return rows.isEmpty()
        ? ""
        : "<h3>Errors, Mbit/s, and the 80 % interval</h3>\n"
            + Html.table(
                List.of(
                    "",
                    "MAE",
                    "best naive",
                    LINEAR,
                    "RMSE",
                    "best naive",
                    LINEAR,
                    "inside the interval",
                    "pinball at 10 %",
                    "pinball at 90 %"),
                rows);
  }

  /** A row for each source and method, a column for each horizon. */
  private static String horizon(EvaluationReport report) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    List<String> head = new ArrayList<>(List.of(""));
    long windows = 0;
    for (JsonNode figures : detail(report, "horizon")) {
      String source = figures.path("source").asText();
      String ahead = figures.path("horizon").asText();
      String title = ahead.equals("1") ? "1 step" : ahead + " steps";
      if (!head.contains(title)) {
        head.add(title);
        windows = figures.path("rows").asLong();
      }
      for (String method : List.of("model", "bestNaive", LINEAR)) {
        rows.computeIfAbsent(source + ", " + name(method), n -> new ArrayList<>(List.of(n)))
            .add(Numbers.percent(figures.path(method).path("within_20").asDouble(Double.NaN)));
      }
    }
    return rows.isEmpty()
        ? ""
        : "<h3>Within ±20 %, further ahead</h3>\n"
            + Html.table(head, List.copyOf(rows.values()))
            + "<p>"
            + Numbers.count(windows)
            + " windows, drawn by the seed; each forecast is given back as the next value, which"
            + " gives no interval. A naive forecast is the same for every step.</p>\n";
  }

  static String name(String method) {
    return method.equals("bestNaive") ? "best naive" : method;
  }

  private static String latency(EvaluationReport report) {
    JsonNode latency = detail(report, "latency");
    return latency.isEmpty()
        ? ""
        : "<p>ONNX Runtime on one thread of the machine that evaluated: one row %s, %s rows %s.</p>\n"
            .formatted(
                millis(latency.path("oneRow")),
                latency.path("batchRows").asText(),
                millis(latency.path("batch")));
  }

  /** Two quantiles. */
  static String millis(JsonNode latency) {
    return "p50 %s ms, p99 %s ms"
        .formatted(
            Numbers.plain(latency.path("p50Millis").asDouble(Double.NaN)),
            Numbers.plain(latency.path("p99Millis").asDouble(Double.NaN)));
  }

  private static String percent(Slice slice, String metric) {
    return Numbers.percent(metric(slice, metric));
  }

  private static double metric(Slice slice, String metric) {
    return slice.metrics().getOrDefault(metric, Double.NaN);
  }

  static List<Slice> sources(EvaluationReport report) {
    return report.slices().stream().filter(slice -> slice.dimension().equals("source")).toList();
  }

  static JsonNode detail(EvaluationReport report, String name) {
    return report.details().getOrDefault(name, MissingNode.getInstance());
  }
}
