package io.wiresmith.jobs.config;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key that means something.
 *
 * @param name the key; a segment {@code *} stands for any name
 * @param kind what its value must be
 * @param fallback value where nothing is configured, or null where there is none
 * @param meaning one line for people
 */
record KnownKey(String name, Kind kind, @Nullable String fallback, String meaning) {
  /** What a value must be. */
  enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    COUNT("a whole number of at least 0"),
    POSITIVE("a whole number above 0"),
    DURATION("a duration such as 30d, 5m or PT1H, 36500d at most"),
    PERIOD("a duration from PT0.1S (100 ms) to 1m"),
    RATIO("a number between 0 and 1"),
    PROMOTION("auto, manual or approval"),
    SIGNATURES("required, warn or off"),
    CATCH_UP("all, latest or none"),
    SWITCH("true or false"),
    SECRET("a text that nobody else reads");

    /** In nanoseconds longer times do not fit 64 bits any more, from 106751d on. */
    private static final Duration LONGEST = Duration.ofDays(36500);

    private final String required;

    Kind(String required) {
      this.required = required;
    }

    String required() {
      return required;
    }

    boolean accepts(String value) {
      return switch (this) {
        case TEXT, SECRET -> true;
        case NUMBER -> number(value);
        case COUNT -> value.matches("[0-9]{1,18}");
        case POSITIVE -> value.matches("[0-9]{1,9}") && Integer.parseInt(value) > 0;
        case DURATION -> within(value, Duration.ZERO, LONGEST);
        case PERIOD -> within(value, Duration.ofMillis(100), Duration.ofMinutes(1));
        case RATIO -> number(value) && within(Double.parseDouble(value));
        case PROMOTION -> value.matches("auto|manual|approval");
        case SIGNATURES -> value.isEmpty() || value.matches("required|warn|off");
        case CATCH_UP -> value.matches("all|latest|none");
        case SWITCH -> value.matches("true|false");
      };
    }

    private static boolean within(String value, Duration shortest, Duration longest) {
      return Durations.find(value)
          .filter(it -> it.compareTo(shortest) >= 0 && it.compareTo(longest) <= 0)
          .isPresent();
    }

    private static boolean within(double value) {
      return value >= 0 && value <= 1;
    }

    private static boolean number(String value) {
      try {
        return Double.isFinite(Double.parseDouble(value));
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }

  boolean matches(String key) {
    String pattern = Pattern.quote(name).replace("*", "\\E[^.]+\\Q");
    return key.matches(pattern);
  }

  boolean wildcard() {
    return name.contains("*");
  }
}
