package io.wiresmith.scheduler.simulation;

import io.wiresmith.scheduler.ledger.LedgerState;
import java.time.Instant;

/**
 * What became of a window.
 *
 * @param until its end
 * @param real whether it was a real run; else its steps were recorded ones
 * @param fault what went wrong
 * @param tries how often it was tried, backfills included
 * @param state how it stands
 * @param verdict of the gate, or empty text
 * @param effects versions that it published
 */
public record SimulatedWeek(
    Instant until,
    boolean real,
    Fault fault,
    int tries,
    LedgerState state,
    String verdict,
    int effects) {
  /** Whether it was done, and its version published, exactly once. */
  public boolean once() {
    return state == LedgerState.DONE && effects == (verdict.equals("blessed") ? 1 : 0);
  }
}
