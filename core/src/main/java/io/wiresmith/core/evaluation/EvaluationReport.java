package io.wiresmith.core.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the evaluation of one artifact on one dataset found; {@code evaluation.json}.
 *
 * @param model the model
 * @param modelSha256 digest of the judged {@code model.onnx}
 * @param dataset digest of the labelled dataset
 * @param trained the time of the rows that the model has seen, validation included
 * @param tested the time of the rows it was judged on
 * @param rows rows it was judged on
 * @param overlap rows of the test that the training has seen, by their time or their link; 0 for a
 *     sound test
 * @param leaks inputs that know what is only known after the transfer, each as a sentence; empty
 *     for a sound model
 * @param metrics metric name to value; names in {@code docs/reference/metrics.md}
 * @param intervals metric name to its bootstrap interval
 * @param baselines baseline name to its metrics
 * @param slices the parts
 * @param comparison against the champion, where there is one; of zero rows where none is later than
 *     both trainings
 * @param details model-specific figures for the report: confusion, reliability, sweeps
 */
public record EvaluationReport(
    ModelKey model,
    String modelSha256,
    String dataset,
    Window trained,
    Window tested,
    long rows,
    long overlap,
    List<String> leaks,
    Map<String, Double> metrics,
    Map<String, Interval> intervals,
    Map<String, Map<String, Double>> baselines,
    List<Slice> slices,
    Optional<Comparison> comparison,
    Map<String, JsonNode> details) {
  /** The report's file name. */
  public static final String FILE = "evaluation.json";

  /** Copies the collections. */
  public EvaluationReport {
    leaks = List.copyOf(leaks);
    metrics = Map.copyOf(metrics);
    intervals = Map.copyOf(intervals);
    baselines = Map.copyOf(baselines);
    slices = List.copyOf(slices);
    details = Map.copyOf(details);
  }
}
