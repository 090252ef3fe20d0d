package io.wiresmith.core.gate;

import java.util.List;

/**
 * A gate that stays closed because the data cannot tell candidate and champion apart.
 *
 * @param reasons every rule that was looked at, the failed ones first
 */
public record Inconclusive(List<String> reasons) implements Verdict {
  /** Copies the reasons. */
  public Inconclusive {
    reasons = List.copyOf(reasons);
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
