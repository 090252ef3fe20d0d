package io.wiresmith.jobs.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Sizes and ages as people read them. */
final class Amounts {
  private Amounts() {}

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double kilobytes = bytes / 1e3;
    return kilobytes < 1e3
        ? String.format(Locale.ROOT, "%.1f kB", kilobytes)
        : kilobytes < 1e6
            ? String.format(Locale.ROOT, "%.1f MB", kilobytes / 1e3)
            : String.format(Locale.ROOT, "%.1f GB", kilobytes / 1e6);
  }

  static String since(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toDays() > 0) {
      return age.toDays() + "d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + "h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }

  static String shortened(String text, int most) {
    String line = text.replace('\n', ' ');
    return line.length() <= most ? line : line.substring(0, most - 3) + "...";
  }
}
