package io.wiresmith.scheduler.ledger;

/**
 * A window that became due.
 *
 * @param key the window
 * @param state pending, or skipped
 * @param cause why it is skipped, or who asked for it
 * @param origin who has it done
 */
public record DueWindow(WindowKey key, LedgerState state, String cause, Origin origin) {
  /** Of a schedule. */
  public DueWindow(WindowKey key, LedgerState state, String cause) {
    this(key, state, cause, Origin.SCHEDULE);
  }

  /** Checks the state. */
  public DueWindow {
    if (state != LedgerState.PENDING && state != LedgerState.SKIPPED) {
      throw new IllegalArgumentException("No window begins as " + state);
    }
  }
}
