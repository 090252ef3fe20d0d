package io.wiresmith.scheduler.page;

import io.wiresmith.scheduler.ledger.LedgerRun;

/** How a window looks in a calendar; of several on a day the first one here is shown. */
enum WindowMark {
  FAILED("\u2717", "failed", "ended without a verdict"),
  MISSING("\u25CB", "missing", "skipped, or never asked for"),
  CANCELLED("\u2212", "cancelled", "somebody stopped it"),
  WAITING("\u2026", "waiting", "due, nobody works on it yet"),
  RUNNING("\u25B8", "running", "somebody works on it"),
  HELD("\u2260", "done, no version", "the gate let no version through"),
  DONE("\u2713", "done", "done, a version was blessed"),
  COMING("\u00B7", "to come", "a firing of the future");

  private final String symbol;
  private final String label;
  private final String meaning;

  WindowMark(String symbol, String label, String meaning) {
    this.symbol = symbol;
    this.label = label;
    this.meaning = meaning;
  }

  static WindowMark of(LedgerRun run) {
    return switch (run.state()) {
      case PENDING, RETRY -> WAITING;
      case RUNNING -> RUNNING;
      case DONE -> run.ending().verdict().equals("blessed") ? DONE : HELD;
      case FAILED -> FAILED;
      case CANCELLED -> CANCELLED;
      case SKIPPED -> MISSING;
    };
  }

  String symbol() {
    return symbol;
  }

  String label() {
    return label;
  }

  String meaning() {
    return meaning;
  }

  String style() {
    return "w-" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether a person should look at it. */
  boolean needsALook() {
    return this == FAILED || this == MISSING || this == CANCELLED || this == HELD;
  }
}
