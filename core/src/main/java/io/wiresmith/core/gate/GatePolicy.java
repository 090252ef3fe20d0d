package io.wiresmith.core.gate;

import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.ArrayList;
import java.util.List;

/** The gate, closed by default: whatever is missing, unknown or too small keeps it closed. */
public final class GatePolicy {
  private final GateThresholds thresholds;

  /** A gate with those thresholds; none means that nothing passes. */
  public GatePolicy(GateThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /** Judges an evaluation. Pure: the same report and thresholds give the same verdict. */
  public Verdict judge(EvaluationReport report) {
    List<String> failed = new ArrayList<>();
    if (thresholds.minimum().isEmpty() && thresholds.maximum().isEmpty()) {
      failed.add("No threshold is configured.");
    }
    return failed.isEmpty() ? new Blessed(report, List.of()) : new Rejected(failed);
  }
}
