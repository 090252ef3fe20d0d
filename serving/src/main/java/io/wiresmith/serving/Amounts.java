package io.wiresmith.serving;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How durations and sizes are written on the command line. */
final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})\\s*([a-zA-Z]*)");

  private Amounts() {}

  /** {@code 500ms}, {@code 2s}, {@code 5m}, {@code 1h} or ISO-8601. */
  static final class DurationFlag implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration duration = duration(text);
      if (duration.isZero() || duration.isNegative() || duration.toDays() > 365) {
        throw new TypeConversionException("'" + text + "' must be above 0 and at most a year");
      }
      return duration;
    }

    private static Duration duration(String text) {
      Matcher amount = AMOUNT.matcher(text);
      if (!amount.matches()) {
        return iso(text);
      }
      long number = Long.parseLong(amount.group(1));
      return switch (amount.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> throw unreadable(text);
      };
    }

    private static Duration iso(String text) {
      try {
        return Duration.parse(text);
      } catch (DateTimeParseException e) {
        throw unreadable(text);
      }
    }

    private static TypeConversionException unreadable(String text) {
      return new TypeConversionException("'" + text + "' is no duration; try 500ms, 2s or PT2S");
    }
  }

  /** {@code 4MB}, {@code 64KB} or a number of bytes; 1 KB is 1,024 bytes. */
  static final class BytesFlag implements ITypeConverter<Integer> {
    private static final long MOST = 64 << 20;

    @Override
    public Integer convert(String text) {
      Matcher amount = AMOUNT.matcher(text);
      long unit =
          !amount.matches()
              ? 0
              : switch (amount.group(2).toUpperCase(Locale.ROOT)) {
                case "", "B" -> 1;
                case "KB", "KIB" -> 1 << 10;
                case "MB", "MIB" -> 1 << 20;
                default -> 0;
              };
      long bytes = unit == 0 ? 0 : Long.parseLong(amount.group(1)) * unit;
      if (bytes < 1 || bytes > MOST) {
        throw new TypeConversionException(
            "'" + text + "' is no size between 1 byte and 64MB; try 4MB");
      }
      return Math.toIntExact(bytes);
    }
  }
}
