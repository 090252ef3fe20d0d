package io.wiresmith.core.gate;

import java.util.List;

/**
 * A gate that stays closed.
 *
 * @param reasons every rule that was looked at, the failed ones first
 */
public record Rejected(List<String> reasons) implements Verdict {
  /** Copies the reasons. */
  public Rejected {
    reasons = List.copyOf(reasons);
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
