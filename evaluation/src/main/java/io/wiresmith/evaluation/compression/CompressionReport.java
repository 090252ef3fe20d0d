package io.wiresmith.evaluation.compression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wiresmith.core.Window;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.evaluation.Comparison;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.Json;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.EvaluationRequest.Champion;
import io.wiresmith.evaluation.contract.TrainedTime;
import io.wiresmith.evaluation.statistics.ClusterBootstrap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Assembles the report from decided rows.
 *
 * @param request what was asked
 * @param trained what the candidate has seen
 * @param suspects leaks and suspicions
 */
record CompressionReport(EvaluationRequest request, TrainedTime trained, Suspects suspects) {
  EvaluationReport of(JudgedRows rows) {
    Baselines baselines = Baselines.of(rows);
    ClusterBootstrap bootstrap = new ClusterBootstrap(request.resamples(), request.seed());
    Optional<Comparison> comparison = comparison(rows, bootstrap);
    return new EvaluationReport(
        request.candidate().key(),
        request.candidate().modelSha256(),
        request.labelled().sha256(),
        trained.window(),
        rows.window().orElse(nothing()),
        rows.size(),
        rows.where(row -> trained.window().contains(rows.instant(row))).length,
        suspects.leaks(),
        TransferMetrics.of(rows, baselines),
        bootstrap.intervals(
            Clusters.of(rows, rows.all(), rows.candidate().choices()), Tally::figures),
        baselines.figures(),
        TransferSlices.of(rows),
        comparison,
        details(rows, baselines, comparison));
  }

  /** The first nanosecond after the training, where there are no rows. */
  private Window nothing() {
    return new Window(trained.window().until(), trained.window().until().plusNanos(1));
  }

  private Optional<Comparison> comparison(JudgedRows rows, ClusterBootstrap bootstrap) {
    Optional<Champion> champion = request.champion();
    if (champion.isEmpty()) {
      return Optional.empty();
    }
    long laterThanNs =
        Math.max(trained.untilNs(), TrainedTime.of(champion.get().artifact()).untilNs());
    return Optional.of(
        new ChampionComparison(bootstrap)
            .compare(
                rows,
                rows.champion().orElseThrow(),
                champion.get().ref(),
                champion.get().artifact().modelSha256(),
                laterThanNs));
  }

  private Map<String, JsonNode> details(
      JudgedRows rows, Baselines baselines, Optional<Comparison> comparison) {
    ObjectMapper mapper = Json.mapper();
    Map<String, JsonNode> details = new TreeMap<>();
    long[][] confusion = Tally.confusion(Tally.of(rows, rows.candidate().choices(), rows.all()));
    details.put(
        "confusion",
        mapper.valueToTree(Map.of("classes", Codec.ids(), "label_by_choice", confusion)));
    details.put("reliability", Calibration.of(rows).reliability());
    details.put(
        "baseline_codecs",
        mapper.valueToTree(
            Map.of(
                "majority",
                baselines.majority().id(),
                "best_single",
                baselines.bestSingle().id())));
    details.put("test", mapper.valueToTree(test(rows)));
    details.put("suspicions", mapper.valueToTree(suspects.suspicions()));
    details.put("provenance", trained.provenance());
    details.put("comparison", mapper.valueToTree(explain(comparison)));
    return details;
  }

  private Map<String, Object> test(JudgedRows rows) {
    return Map.of(
        "rows", request.testRows().name().toLowerCase(Locale.ROOT),
        "streams", rows.rows().stream().map(JudgedRow::stream).distinct().count(),
        "clusters", Clusters.of(rows, rows.all(), rows.candidate().choices()).size(),
        "production_rows", rows.where(row -> rows.at(row).production() >= 0).length,
        "resamples", request.resamples(),
        "seed", request.seed(),
        "labelled_rows", request.labelled().rows(),
        "code_revision", request.labelled().manifest().codeRevision());
  }

  private static String explain(Optional<Comparison> comparison) {
    return comparison
        .map(
            found ->
                found.rows() == 0
                    ? "No comparison: no row is later than the training of this model and of "
                        + found.champion()
                        + "."
                    : "Compared with " + found.champion() + " on " + found.rows() + " rows.")
        .orElse("No comparison: there is no champion.");
  }
}
