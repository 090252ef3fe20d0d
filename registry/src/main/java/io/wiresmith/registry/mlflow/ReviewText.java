package io.wiresmith.registry.mlflow;

import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.registry.Registration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a reviewer reads first, as Markdown: verdict, the champion, figures beside the baselines.
 * The first line is plain, since lists of versions show it as it is; the second is what the run's
 * page shows before the reader asks for more.
 */
record ReviewText(Registration registration) {
  /** Databases behind MLflow keep no longer description of a version. */
  private static final int LONGEST = 5000;

  /** MLflow's page draws tables without space between the columns. */
  private static final String GAP = "\u00a0\u00a0\u00a0";

  private static final String REST = "\n… the rest is in `report.html` of the run.";

  String markdown() {
    Blessed blessed = registration.blessed();
    EvaluationReport report = blessed.report();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s on %,d rows from %s to %s, dataset `%.12s`; trained on the time up to %s.",
            capital(blessed.name()),
            report.rows(),
            minute(report.tested().from()),
            minute(report.tested().until()),
            report.dataset(),
            minute(report.trained().until())));
    lines.add("");
    lines.add(
        report
            .comparison()
            .map(ReviewText::champion)
            .orElse("There was no champion to compare with."));
    registration.changes().forEach(change -> lines.add("- " + change));
    lines.add("");
    lines.addAll(table(report));
    lines.add("");
    blessed.reasons().forEach(reason -> lines.add("- " + reason));
    lines.add("");
    lines.add(
        "`model.onnx` `%.12s`, run `%s`. Figures by slice: `report.html` of the run."
            .formatted(registration.artifact().modelSha256(), registration.runId()));
    String text = String.join("\n", lines);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - REST.length()) + REST;
  }

  /** The figures that a baseline has too; without baselines, all. */
  private static List<String> table(EvaluationReport report) {
    Map<String, Map<String, Double>> baselines = new TreeMap<>(report.baselines());
    Set<String> metrics = new TreeSet<>();
    baselines.values().forEach(figures -> metrics.addAll(figures.keySet()));
    metrics.retainAll(report.metrics().keySet());
    if (metrics.isEmpty()) {
      metrics.addAll(report.metrics().keySet());
    }
    List<String> rows = new ArrayList<>();
    rows.add(
        "| |"
            + cells(List.of("this version"))
            + cells(baselines.keySet().stream().map(n -> n.replace('_', ' ')).toList()));
    rows.add("|---|" + "--:|".repeat(1 + baselines.size()));
    for (String metric : metrics) {
      rows.add(
          "| %s |%s%s"
              .formatted(
                  metric,
                  cells(List.of("**" + figure(report.metrics().get(metric)) + "**")),
                  cells(baselines.values().stream().map(b -> figure(b.get(metric))).toList())));
    }
    return rows;
  }

  private static String champion(Comparison comparison) {
    String differences =
        new TreeMap<>(comparison.differences())
            .entrySet().stream()
                .map(entry -> entry.getKey() + " " + interval(entry.getValue()))
                .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Advantage over the champion %s on %,d rows, with 95 %% intervals: %s.",
        comparison.champion(),
        comparison.rows(),
        differences.isEmpty() ? "none can be told" : differences);
  }

  private static String interval(Interval found) {
    return String.format(
        Locale.ROOT, "%+.4f [%+.4f, %+.4f]", found.value(), found.lower(), found.upper());
  }

  private static String figure(@org.jspecify.annotations.Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String cells(List<String> cells) {
    return cells.stream().map(cell -> " " + GAP + cell + " |").collect(Collectors.joining());
  }

  private static Instant minute(Instant time) {
    return time.truncatedTo(ChronoUnit.MINUTES);
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
