package io.wiresmith.core.gate;

import java.util.List;

/** What the gate decided; only {@link GatePolicy} makes one. */
public sealed interface Verdict permits Blessed, Rejected, Inconclusive {
  /** {@code blessed}, {@code rejected} or {@code inconclusive}. */
  String name();

  /** Every rule that was looked at, the failed ones first. */
  List<Finding> findings();

  /** 0, 10 or 11. */
  int exitCode();

  /** The findings as sentences, each with the figure found and the one required. */
  default List<String> reasons() {
    return findings().stream().map(Finding::sentence).toList();
  }
}
