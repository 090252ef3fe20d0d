package io.wiresmith.jobs.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code 30d}, {@code 12h}, {@code 90m}, {@code 45s}, {@code 2w} or ISO-8601 such as P30D.
 */
final class Durations implements ITypeConverter<Duration> {
  private static final Pattern BRIEF = Pattern.compile("([0-9]{1,9})([smhdw])");

  @Override
  public Duration convert(String value) {
    Matcher brief = BRIEF.matcher(value.toLowerCase(Locale.ROOT));
    Duration duration = brief.matches() ? brief(brief) : iso(value);
    if (duration.isNegative() || duration.isZero()) {
      throw new TypeConversionException("'" + value + "' must be longer than nothing");
    }
    return duration;
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

  private static Duration iso(String value) {
    try {
      return Duration.parse(value);
    } catch (java.time.format.DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + value + "' is no duration; write 30d, 12h, 90m, 45s, 2w or P30D");
    }
  }
}
