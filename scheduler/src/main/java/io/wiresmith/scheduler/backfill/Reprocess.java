package io.wiresmith.scheduler.backfill;

/** Which windows are done again; each includes those before it. */
public enum Reprocess {
  /** What has no verdict because nobody did it. */
  NONE,
  /** What failed, too. */
  FAILED,
  /** What would come out otherwise by now, too: data, configuration or code changed. */
  STALE,
  /** Everything. */
  ALL
}
