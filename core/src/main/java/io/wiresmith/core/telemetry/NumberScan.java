package io.wiresmith.core.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one number of line protocol. Floats are exactly those of {@link Double#parseDouble}: up to
 * 2^53 times or over a power of ten up to 22 is one correctly rounded operation (Clinger 1990), all
 * else goes to the JDK. Not thread-safe; the results are in the fields.
 */
final class NumberScan {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final int LONG_DIGITS = 18;

  /** What was read. */
  FieldKind kind = FieldKind.FLOAT;

  /** The integer, or the bits of the float. */
  long bits;

  RefusalReason reason = RefusalReason.GRAMMAR;

  /** What is wrong; null after a success. */
  @Nullable String problem;

  private long mantissa;
  private int significant;
  private int digits;
  private int fraction;

  /** Reads the token {@code [from, to)}; returns whether it is a number. */
  boolean read(byte[] b, int from, int to) {
    problem = null;
    mantissa = 0;
    significant = 0;
    digits = 0;
    fraction = 0;
    int i = from;
    boolean negative = i < to && b[i] == '-';
    if (negative || (i < to && b[i] == '+')) {
      i++;
    }
    i = digits(b, i, to);
    boolean point = i < to && b[i] == '.';
    if (point) {
      int before = digits;
      i = digits(b, i + 1, to);
      fraction = digits - before;
    }
    if (digits == 0) {
      return notANumber(b, from, to);
    }
    if (i == to) {
      return decimal(b, from, to, negative, 0);
    }
    if (b[i] == 'e' || b[i] == 'E') {
      return exponent(b, from, to, i + 1, negative);
    }
    if (i + 1 == to && !point && (b[i] == 'i' || b[i] == 'u')) {
      return integer(b, from, i, negative, b[i] == 'u');
    }
    return refuse(RefusalReason.GRAMMAR, "'" + token(b, from, to) + "' is no number");
  }

  private int digits(byte[] b, int from, int to) {
    int i = from;
    for (; i < to; i++) {
      int digit = b[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      if (significant > 0 || digit > 0) {
        significant++;
        if (significant <= LONG_DIGITS) {
          mantissa = mantissa * 10 + digit;
        }
      }
    }
    digits += i - from;
    return i;
  }

  private boolean exponent(byte[] b, int from, int to, int at, boolean negative) {
    int i = at;
    boolean down = i < to && b[i] == '-';
    if (down || (i < to && b[i] == '+')) {
      i++;
    }
    int exponent = 0;
    int first = i;
    for (; i < to && b[i] >= '0' && b[i] <= '9'; i++) {
      exponent = Math.min(100_000, exponent * 10 + b[i] - '0');
    }
    if (i == first || i < to) {
      return refuse(RefusalReason.GRAMMAR, "'" + token(b, from, to) + "' is no number");
    }
    return decimal(b, from, to, negative, down ? -exponent : exponent);
  }

  private boolean decimal(byte[] b, int from, int to, boolean negative, int exponent) {
    int scale = exponent - fraction;
    double value;
    if (significant <= LONG_DIGITS && mantissa <= 1L << 53 && Math.abs(scale) <= 22) {
      value = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
      value = negative ? -value : value;
    } else {
      value = Double.parseDouble(new String(b, from, to - from, StandardCharsets.US_ASCII));
    }
    if (Double.isInfinite(value)) {
      return refuse(
          RefusalReason.NOT_FINITE, "'" + token(b, from, to) + "' is greater than any float");
    }
    kind = FieldKind.FLOAT;
    bits = Double.doubleToRawLongBits(value);
    return true;
  }

  private boolean integer(byte[] b, int from, int to, boolean negative, boolean unsigned) {
    kind = unsigned ? FieldKind.UNSIGNED : FieldKind.INTEGER;
    String text = token(b, from, to);
    if (unsigned && negative) {
      return refuse(RefusalReason.RANGE, "'" + text + "u' is below 0, the least unsigned integer");
    }
    if (significant <= LONG_DIGITS) {
      bits = negative ? -mantissa : mantissa;
      return true;
    }
    try {
      bits = unsigned ? Long.parseUnsignedLong(text) : Long.parseLong(text);
      return true;
    } catch (NumberFormatException e) {
      return refuse(
          RefusalReason.RANGE, "'" + text + (unsigned ? "u" : "i") + "' does not fit into 64 bits");
    }
  }

  private boolean notANumber(byte[] b, int from, int to) {
    String token = token(b, from, to);
    String bare = token.startsWith("-") || token.startsWith("+") ? token.substring(1) : token;
    return switch (bare.toLowerCase(Locale.ROOT)) {
      case "nan", "inf", "infinity" ->
          refuse(RefusalReason.NOT_FINITE, "'" + token + "' is no finite number");
      default ->
          refuse(
              RefusalReason.GRAMMAR,
              "'" + token + "' is neither a number, a boolean nor a quoted text");
    };
  }

  private boolean refuse(RefusalReason why, String what) {
    reason = why;
    problem = what;
    return false;
  }

  private static String token(byte[] b, int from, int to) {
    String text = new String(b, from, Math.min(to - from, 60), StandardCharsets.UTF_8);
    return to - from > 60 ? text + "..." : text;
  }
}
