package io.wiresmith.evaluation.report;

import java.util.Locale;

/** Numbers for people; a value that is none is a dash. */
final class Numbers {
  private static final String NOTHING = "–";

  private Numbers() {}

  /** A ratio as a percentage with two decimals, {@code 1.02 %}. */
  static String percent(double ratio) {
    return Double.isFinite(ratio) ? format("%.2f\u00a0%%", 100 * ratio) : NOTHING;
  }

  /** A ratio as a whole percentage, {@code 1 %}. */
  static String whole(double ratio) {
    return Double.isFinite(ratio) ? format("%.0f\u00a0%%", 100 * ratio) : NOTHING;
  }

  /** A ratio in percent without the sign, {@code 1.02}, for the first of two. */
  static String number(double ratio) {
    return Double.isFinite(ratio) ? format("%.2f", 100 * ratio) : NOTHING;
  }

  /** A difference of ratios in percentage points with its sign, {@code +0.12}. */
  static String points(double difference) {
    return Double.isFinite(difference) ? format("%+.2f", 100 * difference + 0.0) : NOTHING;
  }

  /** Four decimals, for what is no ratio. */
  static String plain(double value) {
    return Double.isFinite(value) ? format("%.4f", value) : NOTHING;
  }

  /** Three digits or more, {@code 12,345}, {@code 42.1}, {@code 0.042}. */
  static String rate(double value) {
    double size = Math.abs(value);
    String pattern = size >= 100 || size == 0 ? "%,.0f" : size >= 1 ? "%.1f" : "%.3f";
    return Double.isFinite(value) ? format(pattern, value) : NOTHING;
  }

  /** Thousands apart, {@code 12,000}. */
  static String count(long value) {
    return format("%,d", value);
  }

  /** A length or position in a picture. */
  static String at(double value) {
    return format("%.1f", value);
  }

  private static String format(String pattern, Object value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
