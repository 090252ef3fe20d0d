package io.wiresmith.core.gate;

import io.wiresmith.core.evaluation.EvaluationReport;
import java.util.List;

/**
 * A passed gate, bound to the digest of the model that passed. Only {@link GatePolicy#judge} makes
 * one, a registry takes nothing else, and it is never stored.
 */
public final class Blessed implements Verdict {
  private final EvaluationReport report;
  private final List<Finding> findings;

  Blessed(EvaluationReport report, List<Finding> findings) {
    this.report = report;
    this.findings = List.copyOf(findings);
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
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public int exitCode() {
    return 0;
  }
}
