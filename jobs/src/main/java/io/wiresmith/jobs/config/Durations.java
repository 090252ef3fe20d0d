package io.wiresmith.jobs.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code 30d}, {@code 12h}, {@code 90m}, {@code 45s}, {@code 2w} or ISO-8601 such as P30D.
 */
public final class Durations {
  private static final Pattern BRIEF = Pattern.compile("([0-9]{1,9})([smhdw])");

  private Durations() {}

  /** The duration, if the text is one and not negative. */
  public static Optional<Duration> find(String text) {
    Matcher brief = BRIEF.matcher(text.toLowerCase(Locale.ROOT));
    if (brief.matches()) {
      return Optional.of(brief(brief));
    }
    try {
      return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The duration of a text that was checked. */
  static Duration parse(String text) {
    return find(text).orElseThrow();
  }

  private static Duration brief(Matcher brief) {
    long count = Long.parseLong(brief.group(1));
    return switch (brief.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
