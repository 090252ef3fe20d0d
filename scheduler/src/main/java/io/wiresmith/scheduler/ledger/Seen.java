package io.wiresmith.scheduler.ledger;

/**
 * How a window stood when somebody decided to work on it; a claim succeeds only if it still does.
 *
 * @param state its state
 * @param fence its fencing token, 0 before the first try
 */
public record Seen(LedgerState state, long fence) {
  /** As a window stands that was just recorded. */
  public static final Seen FRESH = new Seen(LedgerState.PENDING, 0);
}
