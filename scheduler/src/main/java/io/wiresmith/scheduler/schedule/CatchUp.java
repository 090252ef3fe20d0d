package io.wiresmith.scheduler.schedule;

/** What happens to windows that became due while nobody was there. */
public enum CatchUp {
  /** All are done, the oldest first. */
  ALL,
  /** The latest is done, the others are skipped. */
  LATEST,
  /** All are skipped. */
  NONE
}
