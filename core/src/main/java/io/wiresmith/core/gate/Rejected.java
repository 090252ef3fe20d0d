package io.wiresmith.core.gate;

import java.util.List;

/**
 * A gate that stays closed.
 *
 * @param findings every rule that was looked at, the failed ones first
 */
public record Rejected(List<Finding> findings) implements Verdict {
  /** Copies the findings. */
  public Rejected {
    findings = List.copyOf(findings);
  }

  @Override
  public String name() {
    return "rejected";
  }

  @Override
  public int exitCode() {
    return 10;
  }
}
