package io.wiresmith.scheduler.ledger;

import java.util.Arrays;

/** How a window stands. */
public enum LedgerState {
  /** Due, and nobody works on it. */
  PENDING,
  /** Somebody works on it, as long as the lease is renewed. */
  RUNNING,
  /** It failed because something else was down, and is tried again. */
  RETRY,
  /** It has a verdict of the gate, whichever. */
  DONE,
  /** It ended by an error that trying again does not mend, or all tries are used up. */
  FAILED,
  /** Somebody stopped it. */
  CANCELLED,
  /** It became due while nobody was there, and the policy was not to catch up. */
  SKIPPED;

  /** Whether somebody will still work on it. */
  public boolean open() {
    return this == PENDING || this == RUNNING || this == RETRY;
  }

  /** Whether what runs may come to this state. */
  boolean endsARun() {
    return this != RUNNING && this != SKIPPED;
  }

  static LedgerState of(String name) {
    return Arrays.stream(values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No state '" + name + "'"));
  }
}
