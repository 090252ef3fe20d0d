package io.wiresmith.scheduler.page;

import io.wiresmith.scheduler.ledger.LedgerRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A window in a calendar.
 *
 * @param until when it ends
 * @param mark how it looks
 * @param run what the ledger knows of it, if anything
 */
record MarkedWindow(Instant until, WindowMark mark, Optional<LedgerRun> run) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm z", Locale.ROOT);

  static MarkedWindow of(LedgerRun run) {
    return new MarkedWindow(run.key().window().until(), WindowMark.of(run), Optional.of(run));
  }

  String time(ZoneId zone) {
    return TIME.format(until.atZone(zone));
  }

  /** All that is known, in one line. */
  String tip(ZoneId zone) {
    StringBuilder tip = new StringBuilder(time(zone)).append(": ").append(mark.label());
    run.ifPresent(it -> append(tip, it));
    return tip.toString();
  }

  private static void append(StringBuilder tip, LedgerRun run) {
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
  }
}
