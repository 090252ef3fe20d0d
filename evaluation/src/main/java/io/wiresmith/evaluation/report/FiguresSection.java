package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key figures with their intervals, beside what is reached without the model. */
final class FiguresSection {
  private static final Map<String, String> FLOOR =
      Map.of("accuracy", "noise_floor_accuracy", "regret", "noise_floor_regret");
  private static final List<String> BASELINES =
      List.of("production", "best_single", "majority", "always_none", "oracle");
  private static final List<String[]> ROWS =
      List.of(
          new String[] {"regret", "Regret (lower is better)"},
          new String[] {"gain", "Gain over always none"},
          new String[] {"gain_over_production", "Gain over production"},
          new String[] {"accuracy", "Accuracy"},
          new String[] {"accuracy_margin_2", "Accuracy, margin ≥ 2 %"},
          new String[] {"accuracy_margin_5", "Accuracy, margin ≥ 5 %"},
          new String[] {"accuracy_margin_10", "Accuracy, margin ≥ 10 %"},
          new String[] {"macro_f1", "Macro F1"},
          new String[] {"f1_hde", "F1 hde"},
          new String[] {"f1_amst", "F1 amst"},
          new String[] {"f1_none", "F1 none"},
          new String[] {"ece", "Calibration error (ECE)"});

  private FiguresSection() {}

  static String of(EvaluationReport report) {
    List<String> head = new ArrayList<>(List.of("", "model", "95 % interval", "noise floor"));
    BASELINES.forEach(name -> head.add(title(report, name)));
    report.comparison().ifPresent(found -> head.add("against " + found.champion() + ", points"));
    List<List<String>> rows = new ArrayList<>();
    for (String[] row : ROWS) {
      if (report.metrics().containsKey(row[0])) {
        rows.add(row(report, row[0], row[1]));
      }
    }
    return Html.table(head, rows)
        + "<p>Intervals: bootstrap over streams (days or hours of them where they are few). Against the champion, positive is better. "
        + "Noise floor: the oracle that knows the nominal bandwidth only; nothing that decides "
        + "before the transfer can do better.</p>\n";
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

  private static List<String> row(EvaluationReport report, String metric, String name) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(Numbers.percent(report.metrics().getOrDefault(metric, Double.NaN)));
    row.add(interval(report.intervals().get(metric)));
    row.add(cell(report.metrics().get(FLOOR.getOrDefault(metric, ""))));
    for (String baseline : BASELINES) {
      row.add(cell(report.baselines().getOrDefault(baseline, Map.of()).get(metric)));
    }
    report.comparison().ifPresent(found -> row.add(difference(found, metric)));
    return row;
  }

  /** Empty where the figure does not apply. */
  private static String cell(@Nullable Double value) {
    return value == null ? "" : Numbers.percent(value);
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? ""
        : "%s to %s".formatted(Numbers.number(interval.lower()), Numbers.percent(interval.upper()));
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
