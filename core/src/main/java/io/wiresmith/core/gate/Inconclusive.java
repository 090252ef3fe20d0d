package io.wiresmith.core.gate;

import java.util.List;

/**
 * A gate that stays closed because the data cannot tell candidate and champion apart.
 *
 * @param findings every rule that was looked at, the failed ones first
 */
public record Inconclusive(List<Finding> findings) implements Verdict {
  /** Copies the findings. */
  public Inconclusive {
    findings = List.copyOf(findings);
  }

  @Override
  public String name() {
    return "inconclusive";
  }

  @Override
  public int exitCode() {
    return 11;
  }
}
