package io.wiresmith.core.gate;

import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.List;

/**
 * A passed gate, bound to the digest of the model that passed. Only {@link GatePolicy#judge} makes
 * one, a registry takes nothing else, and it is never stored.
 */
public final class Blessed implements Verdict {
  private final EvaluationReport report;
  private final List<String> reasons;

  Blessed(EvaluationReport report, List<String> reasons) {
    this.report = report;
    this.reasons = List.copyOf(reasons);
  }

  /** The evaluation that passed. */
  public EvaluationReport report() {
    return report;
  }

  @Override
  public String name() {
    return "blessed";
  }

  @Override
  public List<String> reasons() {
    return reasons;
  }

  @Override
  public int exitCode() {
    return 0;
  }
}
