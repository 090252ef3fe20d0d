package io.wiresmith.scheduler.ledger;

/**
 * A window that became due.
 *
 * @param key the window
 * @param state pending, or skipped
 * @param cause why it is skipped, or who asked for it
 */
public record DueWindow(WindowKey key, LedgerState state, String cause) {
  /** Checks the state. */
  public DueWindow {
    if (state != LedgerState.PENDING && state != LedgerState.SKIPPED) {
      throw new IllegalArgumentException("No window begins as " + state);
    }
  }
}
