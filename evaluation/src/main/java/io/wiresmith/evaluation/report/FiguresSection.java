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
  private static final FiguresTable COMPRESSION =
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
  private static final FiguresTable BANDWIDTH =
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

  private FiguresSection() {}

  static String of(EvaluationReport report) {
    FiguresTable table = table(report);
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

  private static FiguresTable table(EvaluationReport report) {
    return switch (report.model().model()) {
      case BANDWIDTH -> BANDWIDTH;
      case COMPRESSION -> COMPRESSION;
    };
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
