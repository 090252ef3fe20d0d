package io.wiresmith.evaluation.contract;

import io.wiresmith.core.evaluation.EvaluationReport;
import org.apache.spark.sql.SparkSession;

/** Judges the artifacts of one model, through the class that serving uses. */
public interface ModelEvaluator {
  /**
   * Judges an artifact over a labelled dataset. The same request gives the same report, but for
   * {@code details.latency}, which is measured.
   *
   * @throws io.wiresmith.core.WiresmithException {@code USAGE} if dataset and artifact are of
   *     another kind or model, {@code DIGEST_MISMATCH} or {@code CONFORMANCE_FAILED} if an artifact
   *     is not what it says, {@code INVALID_INPUT} if the dataset lacks an input of the artifact
   */
  EvaluationReport evaluate(SparkSession spark, EvaluationRequest request);
}
