package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The key figures with their intervals, beside what is reached without the model. */
final class FiguresSection {
  private static final Map<String, String> FLOOR =
      Map.of("accuracy", "noise_floor_accuracy", "regret", "noise_floor_regret");

  private FiguresSection() {}

  static String of(EvaluationReport report, FiguresTable table) {
    List<String> head = new ArrayList<>(List.of("", "model", "95 % interval"));
    if (floor(report)) {
      head.add("noise floor");
    }
    table.baselines().forEach(name -> head.add(title(report, name)));
    report.comparison().ifPresent(found -> head.add("against " + found.champion() + ", points"));
    List<List<String>> rows = new ArrayList<>();
    for (FiguresTable.Figure figure : table.figures()) {
      if (report.metrics().containsKey(figure.metric())) {
        rows.add(row(report, table, figure));
      }
    }
    return Html.table(head, rows) + "<p>" + table.legend() + "</p>\n";
  }

  private static boolean floor(EvaluationReport report) {
    return FLOOR.values().stream().anyMatch(report.metrics()::containsKey);
  }

  private static String title(EvaluationReport report, String baseline) {
    String codec =
        report
            .details()
            .getOrDefault("baseline_codecs", MissingNode.getInstance())
            .path(baseline)
            .asText();
    String name = baseline.replace('_', ' ');
    return codec.isEmpty() ? name : name + " (" + codec + ")";
  }

  private static List<String> row(
      EvaluationReport report, FiguresTable table, FiguresTable.Figure figure) {
    String metric = figure.metric();
    List<String> row = new ArrayList<>();
    row.add(figure.title());
    row.add(figure.text(report.metrics().get(metric)));
    row.add(figure.text(report.intervals().get(metric)));
    if (floor(report)) {
      row.add(figure.text(report.metrics().get(FLOOR.getOrDefault(metric, ""))));
    }
    for (String baseline : table.baselines()) {
      row.add(figure.text(report.baselines().getOrDefault(baseline, Map.of()).get(metric)));
    }
    report.comparison().ifPresent(found -> row.add(difference(found, metric)));
    return row;
  }

  private static String difference(Comparison comparison, String metric) {
    Interval found = comparison.differences().get(metric);
    return found == null
        ? ""
        : "%s [%s, %s]"
            .formatted(
                Numbers.points(found.value()),
                Numbers.points(found.lower()),
                Numbers.points(found.upper()));
  }
}
