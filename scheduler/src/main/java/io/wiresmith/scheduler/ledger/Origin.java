package io.wiresmith.scheduler.ledger;

/** Who has a window done. */
public enum Origin {
  /** A schedule, or who triggered it: any scheduler takes it. */
  SCHEDULE,
  /** A backfill, with places and promotion of its own: only a backfill goes on with it. */
  BACKFILL
}
