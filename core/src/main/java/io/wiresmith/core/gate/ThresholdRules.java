package io.wiresmith.core.gate;

import static io.wiresmith.core.gate.Figures.text;
import static io.wiresmith.core.gate.Finding.failed;
import static io.wiresmith.core.gate.Finding.passed;

import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The absolute rules: least and greatest values, over all rows and in each slice. */
record ThresholdRules(GateThresholds thresholds) {
  List<Finding> apply(EvaluationReport report) {
    List<Finding> findings = new ArrayList<>();
    if (thresholds.minimum().isEmpty() && thresholds.maximum().isEmpty()) {
      findings.add(
          failed(
              "No threshold is configured under gate.minimum or gate.maximum; set at least one."));
    }
    new TreeMap<>(thresholds.minimum())
        .forEach((metric, least) -> findings.add(minimum(report, metric, least)));
    new TreeMap<>(thresholds.maximum())
        .forEach((metric, most) -> findings.add(maximum(report, metric, most)));
    new TreeMap<>(thresholds.sliceMaximum())
        .forEach((metric, most) -> findings.addAll(slices(report, metric, most)));
    return findings;
  }

  private static Finding minimum(EvaluationReport report, String metric, double least) {
    Double found = report.metrics().get(metric);
    if (found == null || !Double.isFinite(found) || !Double.isFinite(least)) {
      return unusable(metric, found, least);
    }
    String figure = metric + " is " + text(found, least);
    return found >= least
        ? passed(figure + "; at least " + text(least) + " is required.")
        : failed(figure + ", below the " + text(least) + " required.");
  }

  private static Finding maximum(EvaluationReport report, String metric, double most) {
    Double found = report.metrics().get(metric);
    if (found == null || !Double.isFinite(found) || !Double.isFinite(most)) {
      return unusable(metric, found, most);
    }
    String figure = metric + " is " + text(found, most);
    return found <= most
        ? passed(figure + "; at most " + text(most) + " is allowed.")
        : failed(figure + ", above the " + text(most) + " allowed.");
  }

  private static Finding unusable(String metric, @Nullable Double found, double threshold) {
    if (!Double.isFinite(threshold)) {
      return failed("The threshold of " + metric + " is " + threshold + "; a number is required.");
    }
    return failed(
        found == null
            ? "The report has no " + metric + "; the gate requires it."
            : metric + " is " + found + "; a number is required.");
  }

  private List<Finding> slices(EvaluationReport report, String metric, double most) {
    if (thresholds.sliceRows() <= 0 || !Double.isFinite(most)) {
      return List.of(
          failed(
              "Slices are limited in %s to %s, but gate.slice-rows is %d; both must be set."
                  .formatted(metric, text(most), thresholds.sliceRows())));
    }
    List<Slice> large =
        report.slices().stream().filter(slice -> slice.rows() >= thresholds.sliceRows()).toList();
    if (large.isEmpty()) {
      return List.of(
          failed(
              "No slice has the %s rows that make it count, so %s per slice is unknown."
                  .formatted(Figures.count(thresholds.sliceRows()), metric)));
    }
    List<Finding> beyond =
        large.stream()
            .filter(slice -> !(value(slice, metric) <= most))
            .map(slice -> beyond(slice, metric, most))
            .toList();
    return beyond.isEmpty() ? List.of(allWithin(large, metric, most)) : beyond;
  }

  private static Finding beyond(Slice slice, String metric, double most) {
    double found = value(slice, metric);
    String where =
        "In the slice %s (%s rows) ".formatted(slice.name(), Figures.count(slice.rows()));
    return failed(
        where
            + (Double.isFinite(found)
                ? metric + " is " + text(found, most) + ", above the " + text(most) + " allowed."
                : metric + " is missing or no number; the gate requires it."));
  }

  private static Finding allWithin(List<Slice> slices, String metric, double most) {
    Slice worst =
        slices.stream().max(Comparator.comparingDouble(s -> value(s, metric))).orElseThrow();
    return passed(
        "%s is at most %s in each of the %d slices that count; %s is allowed (worst: %s)."
            .formatted(
                metric, text(value(worst, metric), most), slices.size(), text(most), worst.name()));
  }

  private static double value(Slice slice, String metric) {
    Map<String, Double> metrics = slice.metrics();
    return metrics.getOrDefault(metric, Double.NaN);
  }
}
