package io.wiresmith.core.gate;

import java.util.List;

/** What the gate decided; only {@link GatePolicy} makes one. */
public sealed interface Verdict permits Blessed, Rejected, Inconclusive {
  /** {@code blessed}, {@code rejected} or {@code inconclusive}. */
  String name();

  /** Every rule that was looked at, each as a sentence with the figure found and required. */
  List<String> reasons();

  /** 0, 10 or 11. */
  int exitCode();
}
