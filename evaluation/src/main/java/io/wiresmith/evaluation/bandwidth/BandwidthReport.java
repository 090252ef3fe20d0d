package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.Window;
import io.wiresmith.core.bandwidth.ForecastHit;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.evaluation.Slice;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import io.wiresmith.evaluation.statistics.Reliability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Assembles the report.
 *
 * @param request what was asked
 * @param seen what the candidate has seen
 */
record BandwidthReport(EvaluationRequest request, SeenLinks seen) {
  private static final String LOWER_BOUND = "naive_advantage_lower";

  /** The comparisons that stand beside the model's figures of a source, by a shorter name. */
  private static final Map<String, String> BESIDE =
      Map.of(
          BaselineFigures.BEST_NAIVE,
          "naive",
          BaselineFigures.BEST_EWMA,
          "ewma",
          BaselineFigures.LINEAR,
          "linear",
          "last_value",
          "last_value",
          "mean_window",
          "mean_window");

  EvaluationReport of(Found found) {
    List<ForecastRow> rows = found.rows();
    ClusterBootstrap bootstrap = new ClusterBootstrap(request.resamples(), request.seed());
    Collection<double[]> blocks = Sums.blocks(rows, found.tuned());
    Map<String, Interval> intervals = new TreeMap<>(bootstrap.intervals(blocks, Sums::figures));
    Map<String, Double> metrics = new TreeMap<>(Sums.figures(total(rows, found.tuned())));
    Reliability reliability = reliability(rows);
    metrics.put("ece", reliability.ece());
    Interval advantage = intervals.get("naive_advantage");
    metrics.put(LOWER_BOUND, advantage == null ? Double.NaN : advantage.lower());
    Map<String, List<ForecastRow>> sources = new TreeMap<>();
    rows.forEach(row -> sources.computeIfAbsent(row.source(), s -> new ArrayList<>()).add(row));
    return new EvaluationReport(
        request.candidate().key(),
        request.candidate().modelSha256(),
        request.labelled().sha256(),
        seen.window(),
        tested(rows),
        rows.size(),
        rows.stream().filter(row -> seen.links().contains(row.name())).count(),
        found.leaks(),
        metrics,
        intervals,
        BaselineFigures.of(rows, found.tuned()),
        slices(sources, found.tuned()),
        comparison(rows, found.tuned(), bootstrap),
        new BandwidthDetails(request, seen).of(found, sources, reliability));
  }

  private static Reliability reliability(List<ForecastRow> rows) {
    Reliability reliability = new Reliability();
    rows.forEach(row -> reliability.add(row.forecast()[3], agrees(row)));
    return reliability;
  }

  private static boolean agrees(ForecastRow row) {
    return ForecastHit.agrees(row.forecast()[0], row.actual());
  }

  private static double[] total(List<ForecastRow> rows, Tuned tuned) {
    double[] total = Sums.none();
    rows.forEach(row -> Sums.add(total, row, tuned.method(row.source())));
    return total;
  }

  private static Window tested(List<ForecastRow> rows) {
    long first = rows.stream().mapToLong(ForecastRow::timeNs).min().orElse(0);
    long last = rows.stream().mapToLong(ForecastRow::timeNs).max().orElse(first);
    return new Window(Nanos.instant(first), Nanos.instant(last + 1));
  }

  private static List<Slice> slices(Map<String, List<ForecastRow>> sources, Tuned tuned) {
    List<Slice> slices = new ArrayList<>();
    sources.forEach(
        (source, rows) -> {
          Map<String, Double> metrics = new TreeMap<>(Sums.figures(total(rows, tuned)));
          Map<String, Map<String, Double>> baselines = BaselineFigures.of(rows, tuned);
          BESIDE.forEach(
              (name, suffix) ->
                  baselines
                      .getOrDefault(name, Map.of())
                      .forEach((metric, value) -> metrics.put(metric + "_" + suffix, value)));
          slices.add(new Slice("source", source, rows.size(), metrics));
        });
    return slices;
  }

  /** On rows of links that neither has seen. */
  private Optional<Comparison> comparison(
      List<ForecastRow> rows, Tuned tuned, ClusterBootstrap bootstrap) {
    return request
        .champion()
        .map(
            champion -> {
              Set<String> known = new TreeSet<>(SeenLinks.of(champion.artifact()).links());
              known.addAll(seen.links());
              List<ForecastRow> fresh =
                  rows.stream().filter(row -> !known.contains(row.name())).toList();
              Collection<double[]> blocks = Sums.blocks(fresh, tuned);
              return new Comparison(
                  champion.ref(),
                  champion.artifact().modelSha256(),
                  fresh.size(),
                  blocks.size(),
                  bootstrap.intervals(blocks, Sums::advantage),
                  "within_20",
                  Map.of());
            });
  }
}
