package io.wiresmith.core.gate;

import static io.wiresmith.core.gate.Figures.count;
import static io.wiresmith.core.gate.Figures.text;
import static io.wiresmith.core.gate.Finding.failed;
import static io.wiresmith.core.gate.Finding.passed;
import static io.wiresmith.core.gate.Finding.undecided;

import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The relative rules: not worse than the present champion on rows that neither has seen. */
record ChampionRules(GateThresholds thresholds) {
  List<Finding> apply(Comparison comparison) {
    String champion = comparison.champion();
    if (comparison.rows() < Math.max(1, thresholds.testRows())) {
      return List.of(
          undecided(
              "%s rows are later than both trainings, too few to compare with %s; %s are required."
                  .formatted(
                      count(comparison.rows()),
                      champion,
                      count(Math.max(1, thresholds.testRows())))));
    }
    if (comparison.clusters() < Comparison.FEWEST_CLUSTERS) {
      return List.of(
          undecided(
              "The rows to compare with %s fall into %s groups of streams, days or hours, too few for an interval; %d are required."
                  .formatted(champion, count(comparison.clusters()), Comparison.FEWEST_CLUSTERS)));
    }
    if (thresholds.margin().isEmpty()) {
      return List.of(
          failed(
              "There is a champion, " + champion + ", but no margin under gate.margin; set one."));
    }
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(thresholds.margin())
        .forEach(
            (metric, margin) ->
                findings.add(
                    difference(champion, metric, comparison.differences().get(metric), margin)));
    findings.addAll(slices(comparison));
    return findings;
  }

  private static Finding difference(
      String champion, String metric, @Nullable Interval difference, double margin) {
    if (difference == null || !finite(difference) || !Double.isFinite(margin)) {
      return failed(
          "The difference to %s in %s is missing or no number; the gate requires it."
              .formatted(champion, metric));
    }
    String found =
        "Against %s the advantage in %s is %s [%s, %s]"
            .formatted(
                champion,
                metric,
                text(difference.value()),
                text(difference.lower(), -margin),
                text(difference.upper(), -margin));
    if (difference.lower() >= -margin) {
      return passed(found + "; its lower bound may not be below " + text(-margin) + ".");
    }
    return difference.upper() < -margin
        ? failed(found + ": certainly below the " + text(-margin) + " allowed.")
        : undecided(
            found
                + ": the data cannot tell whether it is below the "
                + text(-margin)
                + " allowed.");
  }

  private List<Finding> slices(Comparison comparison) {
    Double margin = thresholds.sliceMargin().get(comparison.leading());
    if (margin == null) {
      return List.of();
    }
    List<Finding> worse = new ArrayList<>();
    long compared = 0;
    for (Map.Entry<String, Comparison.SliceDifference> slice :
        new TreeMap<>(comparison.slices()).entrySet()) {
      if (slice.getValue().rows() >= Math.max(1, thresholds.sliceRows())) {
        compared++;
        Interval difference = slice.getValue().difference();
        if (!(difference.upper() >= -margin)) {
          worse.add(worse(comparison, slice.getKey(), slice.getValue(), margin));
        }
      }
    }
    return worse.isEmpty()
        ? List.of(
            passed(
                "In none of the %d slices that count is %s certainly more than %s worse than that of %s."
                    .formatted(
                        compared, comparison.leading(), text(margin), comparison.champion())))
        : worse;
  }

  private static Finding worse(
      Comparison comparison, String slice, Comparison.SliceDifference found, double margin) {
    return failed(
        "In the slice %s (%s rows) the advantage in %s against %s is %s [%s, %s], certainly below the %s allowed."
            .formatted(
                slice,
                count(found.rows()),
                comparison.leading(),
                comparison.champion(),
                text(found.difference().value()),
                text(found.difference().lower()),
                text(found.difference().upper(), -margin),
                text(-margin)));
  }

  private static boolean finite(Interval interval) {
    return Double.isFinite(interval.value())
        && Double.isFinite(interval.lower())
        && Double.isFinite(interval.upper());
  }
}
