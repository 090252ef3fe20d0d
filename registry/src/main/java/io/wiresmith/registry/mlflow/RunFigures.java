package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The figures of a run, by MLflow's names: {@code test/…}, {@code baseline/<name>/…}, {@code
 * slice/<name>/…}, {@code champion/…}, {@code loss/…} with steps.
 *
 * @param all in order
 */
record RunFigures(List<Figure> all) {
  /**
   * One point.
   *
   * @param name such as {@code test/regret}
   * @param step the epoch, or 0
   */
  record Figure(String name, double value, long step) {}

  /** Those of an evaluation and of what a training has reported, if it has. */
  static RunFigures of(EvaluationReport report, JsonNode training) {
    List<Figure> all = new ArrayList<>();
    put(all, "test/", report.metrics());
    all.add(figure("test/rows", report.rows()));
    new TreeMap<>(report.intervals()).forEach((name, found) -> bounds(all, "test/" + name, found));
    new TreeMap<>(report.baselines())
        .forEach((name, metrics) -> put(all, "baseline/" + name + "/", metrics));
    report.slices().forEach(slice -> put(all, "slice/" + slice.name() + "/", slice.metrics()));
    report.comparison().ifPresent(comparison -> champion(all, comparison));
    losses(all, "loss", training.path("losses"));
    return new RunFigures(List.copyOf(all));
  }

  private static void champion(List<Figure> all, Comparison comparison) {
    all.add(figure("champion/rows", comparison.rows()));
    new TreeMap<>(comparison.differences())
        .forEach(
            (metric, difference) -> {
              all.add(figure("champion/" + metric + "_advantage", difference.value()));
              bounds(all, "champion/" + metric + "_advantage", difference);
            });
  }

  private static void bounds(List<Figure> all, String name, Interval interval) {
    all.add(figure(name + "_lower", interval.lower()));
    all.add(figure(name + "_upper", interval.upper()));
  }

  private static void put(List<Figure> all, String prefix, Map<String, Double> metrics) {
    new TreeMap<>(metrics).forEach((name, value) -> all.add(figure(prefix + name, value)));
  }

  /** Every list of objects with an epoch is a curve, however deep. */
  private static void losses(List<Figure> all, String name, JsonNode node) {
    if (node.isObject()) {
      node.fields().forEachRemaining(e -> losses(all, name + "/" + e.getKey(), e.getValue()));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode point = node.get(i);
        if (point.path("epoch").isIntegralNumber()) {
          point(all, name, point);
        } else {
          losses(all, name + "/" + (i + 1), point);
        }
      }
    }
  }

  private static void point(List<Figure> all, String curve, JsonNode point) {
    long step = point.path("epoch").asLong();
    point
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getValue().isNumber() && !field.getKey().equals("epoch")) {
                String name = clean(curve + "/" + field.getKey());
                all.add(new Figure(name, field.getValue().asDouble(), step));
              }
            });
  }

  private static Figure figure(String name, double value) {
    return new Figure(clean(name), value, 0);
  }

  /** MLflow takes letters, digits and these. */
  static String clean(String name) {
    return name.replace("%", "pct").replaceAll("[^A-Za-z0-9_./ -]", "_");
  }
}
