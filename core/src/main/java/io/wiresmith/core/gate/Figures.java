package io.wiresmith.core.gate;

import java.util.Locale;

/** Figures in sentences: four decimals, and every digit where four hide a difference. */
final class Figures {
  private Figures() {}

  static String text(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "" + value;
  }

  /** The found figure, so precise that it differs from the required one where they differ. */
  static String text(double found, double required) {
    boolean hidden = found != required && text(found).equals(text(required));
    return hidden ? Double.toString(found) : text(found);
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
