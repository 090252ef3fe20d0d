package io.wiresmith.scheduler.page;

import io.wiresmith.scheduler.ledger.LedgerRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A window in a calendar.
 *
 * @param until when it ends
 * @param mark how it looks
 * @param id its id in the ledger; empty text where the ledger has never heard of it
 * @param told what the ledger knows of it, in words
 * @param cause why it is as it is, where anybody knows
 */
record MarkedWindow(Instant until, WindowMark mark, String id, String told, String cause) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ROOT);

  static MarkedWindow of(LedgerRun run) {
    return new MarkedWindow(
        run.key().window().until(),
        WindowMark.of(run),
        run.key().id(),
        told(run),
        run.ending().cause());
  }

  /** A firing that the ledger has never heard of. */
  static MarkedWindow unknown(Instant firing, Instant now) {
    WindowMark mark = firing.isAfter(now) ? WindowMark.COMING : WindowMark.MISSING;
    return new MarkedWindow(firing, mark, "", "", "the ledger has no such window");
  }

  /** Whether the ledger has it. */
  boolean known() {
    return !id.isEmpty();
  }

  String time(ZoneId zone) {
    return TIME.format(until.atZone(zone));
  }

  /** All that is known, in one line. */
  String tip(ZoneId zone) {
    return time(zone) + ": " + mark.label() + told;
  }

  private static String told(LedgerRun run) {
    StringBuilder tip = new StringBuilder();
    if (!run.ending().verdict().isEmpty()) {
      tip.append(", ").append(run.ending().verdict());
    }
    String version = run.ending().references().getOrDefault("version", "");
    if (!version.isEmpty()) {
      tip.append(", version ").append(version);
    }
    if (run.attempts() > 1) {
      tip.append(", ").append(run.attempts()).append(" tries");
    }
    if (!run.state().open() && run.times().started().isPresent()) {
      Duration took = Duration.between(run.times().started().get(), run.times().updated());
      tip.append(", ").append(Math.max(0, took.toSeconds())).append(" s");
    }
    if (!run.ending().cause().isEmpty()) {
      tip.append(" (").append(run.ending().cause()).append(')');
    }
    return tip.toString();
  }
}
