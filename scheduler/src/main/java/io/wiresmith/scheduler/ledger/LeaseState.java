package io.wiresmith.scheduler.ledger;

/** What a lease is worth. */
public enum LeaseState {
  /** The holder may go on. */
  HELD,
  /** Somebody asked to stop. */
  CANCELLED,
  /** Somebody else has the window now: stop, and commit nothing. */
  LOST
}
