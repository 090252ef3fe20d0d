package io.wiresmith.evaluation.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.Window;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.evaluation.Slice;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import io.wiresmith.evaluation.statistics.Reliability;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Assembles the report from forecast rows.
 *
 * @param request what was asked
 * @param seen what the candidate has seen
 * @param best the best naive forecast of each source
 * @param leaks leaks, as sentences
 */
record BandwidthReport(
    EvaluationRequest request, SeenLinks seen, Map<String, Integer> best, List<String> leaks) {
  private static final String LOWER_BOUND = "naive_advantage_lower";

  EvaluationReport of(List<ForecastRow> rows) {
    ClusterBootstrap bootstrap = new ClusterBootstrap(request.resamples(), request.seed());
    Collection<double[]> blocks = Sums.blocks(rows, best);
    Map<String, Interval> intervals = new TreeMap<>(bootstrap.intervals(blocks, Sums::figures));
    Map<String, Double> metrics = new TreeMap<>(Sums.figures(total(rows)));
    Reliability reliability = reliability(rows);
    metrics.put("ece", reliability.ece());
    Interval advantage = intervals.get("naive_advantage");
    metrics.put(LOWER_BOUND, advantage == null ? Double.NaN : advantage.lower());
    return new EvaluationReport(
        request.candidate().key(),
        request.candidate().modelSha256(),
        request.labelled().sha256(),
        seen.window(),
        tested(rows),
        rows.size(),
        rows.stream().filter(row -> seen.links().contains(name(row))).count(),
        leaks,
        metrics,
        intervals,
        baselines(rows),
        slices(rows),
        comparison(rows, bootstrap),
        details(rows, reliability));
  }

  /** Targets of zero throughput do not count. */
  private static Reliability reliability(List<ForecastRow> rows) {
    Reliability reliability = new Reliability();
    rows.stream()
        .filter(row -> row.actual() > 0)
        .forEach(row -> reliability.add(row.forecast()[3], row.hits(row.forecast()[0])));
    return reliability;
  }

  private static String name(ForecastRow row) {
    return row.source() + "/" + row.link();
  }

  private double[] total(List<ForecastRow> rows) {
    double[] total = Sums.none();
    rows.forEach(row -> Sums.add(total, row, best.getOrDefault(row.source(), 0)));
    return total;
  }

  private Window tested(List<ForecastRow> rows) {
    long first = rows.stream().mapToLong(ForecastRow::timeNs).min().orElse(0);
    long last = rows.stream().mapToLong(ForecastRow::timeNs).max().orElse(first);
    return new Window(instant(first), instant(last + 1));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** Each naive forecast alone, and the best of each source. */
  private Map<String, Map<String, Double>> baselines(List<ForecastRow> rows) {
    Map<String, Map<String, Double>> all = new TreeMap<>();
    for (int i = 0; i < Naive.NAMES.size(); i++) {
      int method = i;
      double[] sums = Sums.none();
      rows.forEach(row -> Sums.add(sums, row, method));
      all.put(Naive.NAMES.get(i), naive(sums));
    }
    all.put("best_naive", naive(total(rows)));
    return all;
  }

  private static Map<String, Double> naive(double[] sums) {
    return Map.of(
        "within_20", Sums.within(sums, Sums.NAIVE),
        "mae", Sums.mae(sums, Sums.NAIVE),
        "rmse", Sums.rmse(sums, Sums.NAIVE));
  }

  private List<Slice> slices(List<ForecastRow> rows) {
    Map<String, List<ForecastRow>> sources = new TreeMap<>();
    rows.forEach(row -> sources.computeIfAbsent(row.source(), s -> new ArrayList<>()).add(row));
    List<Slice> slices = new ArrayList<>();
    sources.forEach(
        (source, some) -> {
          double[] sums = total(some);
          Map<String, Double> metrics = new TreeMap<>(Sums.figures(sums));
          metrics.put("within_20_naive", Sums.within(sums, Sums.NAIVE));
          slices.add(new Slice("source", source, some.size(), metrics));
        });
    return slices;
  }

  /** On rows of links that neither has seen. */
  private Optional<Comparison> comparison(List<ForecastRow> rows, ClusterBootstrap bootstrap) {
    return request
        .champion()
        .map(
            champion -> {
              Set<String> known = new TreeSet<>(SeenLinks.of(champion.artifact()).links());
              known.addAll(seen.links());
              List<ForecastRow> fresh =
                  rows.stream().filter(row -> !known.contains(name(row))).toList();
              Collection<double[]> blocks = Sums.blocks(fresh, best);
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

  private Map<String, JsonNode> details(List<ForecastRow> rows, Reliability reliability) {
    Map<String, String> naive = new TreeMap<>();
    best.forEach((source, method) -> naive.put(source, Naive.NAMES.get(method)));
    Map<String, Object> test =
        Map.of(
            "rows", request.testRows().name().toLowerCase(Locale.ROOT),
            "links", rows.stream().map(BandwidthReport::name).distinct().count(),
            "resamples", request.resamples(),
            "seed", request.seed(),
            "labelled_rows", request.labelled().rows(),
            "code_revision", request.labelled().manifest().codeRevision());
    Map<String, JsonNode> details = new TreeMap<>();
    details.put("reliability", Json.mapper().valueToTree(reliability.bins()));
    details.put("best_naive", Json.mapper().valueToTree(naive));
    details.put("test", Json.mapper().valueToTree(test));
    details.put("provenance", seen.provenance());
    return details;
  }
}
