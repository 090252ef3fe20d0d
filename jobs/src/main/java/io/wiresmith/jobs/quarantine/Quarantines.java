package io.wiresmith.jobs.quarantine;

/** Finds quarantines in a workspace. */
public final class Quarantines {
  /** The directory of the refused rows, below that of the quarantine. */
  static final String ROWS = "rows";

  private Quarantines() {}
}
