package io.wiresmith.evaluation.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.statistics.Reliability;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the report says beside its metrics.
 *
 * @param request what was asked
 * @param seen what the candidate has seen
 */
record BandwidthDetails(EvaluationRequest request, SeenLinks seen) {
  Map<String, JsonNode> of(
      Found found, Map<String, List<ForecastRow>> sources, Reliability reliability) {
    Map<String, Object> details = new TreeMap<>();
    details.put("best_naive", names(found.tuned()));
    details.put("horizon", HorizonFigures.of(found.further()));
    details.put("latency", found.latency());
    details.put("links", LinkErrors.extremes(found.rows(), found.tuned()));
    details.put("over_time", OverTime.of(found.rows(), found.tuned()));
    details.put("provenance", seen.provenance());
    details.put("reliability", reliability.bins());
    details.put("sources", baselines(sources, found.tuned()));
    details.put("test", test(found.rows()));
    Map<String, JsonNode> nodes = new TreeMap<>();
    details.forEach((name, value) -> nodes.put(name, Json.mapper().valueToTree(value)));
    return nodes;
  }

  private static Map<String, String> names(Tuned tuned) {
    Map<String, String> names = new TreeMap<>();
    tuned.best().forEach((source, method) -> names.put(source, Naive.NAMES.get(method)));
    return names;
  }

  private static Map<String, Object> baselines(
      Map<String, List<ForecastRow>> sources, Tuned tuned) {
    Map<String, Object> baselines = new TreeMap<>();
    sources.forEach((source, rows) -> baselines.put(source, BaselineFigures.of(rows, tuned)));
    return baselines;
  }

  private Map<String, Object> test(List<ForecastRow> rows) {
    return Map.of(
        "rows", request.testRows().name().toLowerCase(Locale.ROOT),
        "links", rows.stream().map(ForecastRow::name).distinct().count(),
        "resamples", request.resamples(),
        "seed", request.seed(),
        "labelled_rows", request.labelled().rows(),
        "code_revision", request.labelled().manifest().codeRevision());
  }
}
