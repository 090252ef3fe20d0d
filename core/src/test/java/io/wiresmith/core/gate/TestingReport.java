package io.wiresmith.core.gate;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report that passes {@link #THRESHOLDS}, to spoil in one place; every change is a copy. For
 * tests of whatever needs a verdict.
 */
public record TestingReport(
    String model,
    long rows,
    long overlap,
    List<String> leaks,
    Map<String, Double> metrics,
    List<Slice> slices,
    Optional<Comparison> comparison) {
  /** What the sound report passes. */
  public static final GateThresholds THRESHOLDS =
      new GateThresholds(
          Map.of("accuracy", .93, "macro_f1", .88),
          Map.of("regret", .015),
          Map.of("regret", .05),
          1000,
          300,
          Map.of("regret", .001),
          Map.of("regret", .01));

  /** A report that passes. */
  public static TestingReport sound() {
    return new TestingReport(
        "model",
        12_000,
        0,
        List.of(),
        Map.of("accuracy", .947, "macro_f1", .914, "regret", .0102),
        List.of(
            new Slice("link_type", "wan", 5000, Map.of("regret", .009)),
            new Slice("link_type", "edge", 3000, Map.of("regret", .021))),
        Optional.empty());
  }

  /** The report. */
  public EvaluationReport build() {
    return build(ModelKey.of(ModelId.COMPRESSION));
  }

  /** The same figures, said of that model. */
  public EvaluationReport build(ModelKey key) {
    return new EvaluationReport(
        key,
        model,
        "dataset",
        new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-06T00:00:00Z")),
        new Window(Instant.parse("2026-11-06T00:00:00Z"), Instant.parse("2026-11-15T00:00:00Z")),
        rows,
        overlap,
        leaks,
        metrics,
        Map.of(),
        Map.of(),
        slices,
        comparison,
        Map.of());
  }

  /** About another model. */
  public TestingReport model(String sha256) {
    return new TestingReport(sha256, rows, overlap, leaks, metrics, slices, comparison);
  }

  TestingReport rows(long number) {
    return new TestingReport(model, number, overlap, leaks, metrics, slices, comparison);
  }

  TestingReport overlap(long number) {
    return new TestingReport(model, rows, number, leaks, metrics, slices, comparison);
  }

  TestingReport leak(String sentence) {
    return new TestingReport(model, rows, overlap, List.of(sentence), metrics, slices, comparison);
  }

  /** With another value of a metric. */
  public TestingReport metric(String name, double value) {
    Map<String, Double> changed = new HashMap<>(metrics);
    changed.put(name, value);
    return new TestingReport(model, rows, overlap, leaks, changed, slices, comparison);
  }

  TestingReport without(String name) {
    Map<String, Double> changed = new HashMap<>(metrics);
    changed.remove(name);
    return new TestingReport(model, rows, overlap, leaks, changed, slices, comparison);
  }

  TestingReport slice(Slice added) {
    List<Slice> changed = new ArrayList<>(slices);
    changed.add(added);
    return slices(changed);
  }

  TestingReport slices(List<Slice> others) {
    return new TestingReport(model, rows, overlap, leaks, metrics, others, comparison);
  }

  /** Compared with a champion. */
  public TestingReport against(Comparison champion) {
    return new TestingReport(model, rows, overlap, leaks, metrics, slices, Optional.of(champion));
  }
}
