package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Verdict;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.jobs.pipeline.PublishStep.Published;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run ended; printed by {@code run} and kept as {@code verdict.json}.
 *
 * @param verdict blessed, rejected or inconclusive
 * @param exitCode the exit code of the verdict
 * @param reasons every rule of the gate as a sentence
 * @param model the model
 * @param version number in the registry, or 0 where nothing was registered
 * @param champion whether that version is champion now
 * @param unchanged whether the registry had this work already
 * @param run key of the run
 * @param dataset digest of the labelled dataset
 * @param artifact digest of {@code model.onnx}
 * @param report path of the report for reviewers
 * @param metrics metric name to value
 */
public record RunResult(
    String verdict,
    int exitCode,
    List<String> reasons,
    String model,
    int version,
    boolean champion,
    boolean unchanged,
    String run,
    String dataset,
    String artifact,
    String report,
    Map<String, Double> metrics) {
  /** The metrics that people look at first. */
  public static final List<String> LEADING =
      List.of(
          "accuracy",
          "macro_f1",
          "accuracy_margin_10",
          "regret",
          "gain",
          "within_20",
          "naive_advantage",
          "mae_over_naive",
          "coverage_80",
          "boundary_f1",
          "boundary_precision",
          "perfection",
          "type_accuracy");

  /** Copies the collections. */
  public RunResult {
    reasons = List.copyOf(reasons);
    metrics = Map.copyOf(metrics);
  }

  /** The result of a run that was just judged. */
  static RunResult of(
      Job job, Published published, EvaluationReport report, WorkKey key, Path page) {
    Verdict verdict = published.verdict();
    return new RunResult(
        verdict.name(),
        verdict.exitCode(),
        verdict.reasons(),
        job.model().id(),
        published.settled().map(it -> it.version().number()).orElse(0),
        published.settled().map(PublishStep.Settled::champion).orElse(false),
        false,
        key.value(),
        report.dataset(),
        report.modelSha256(),
        page.toString(),
        report.metrics());
  }

  /** The object of {@code run -o json}. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", verdict);
    json.put("reasons", reasons);
    json.put("model", model);
    json.put("version", version == 0 ? null : version);
    json.put("champion", champion);
    json.put("unchanged", unchanged);
    json.put("run", run);
    json.put("dataset", dataset);
    json.put("artifact", artifact);
    json.put("report", report);
    json.put("metrics", new TreeMap<>(metrics));
    return json;
  }
}
