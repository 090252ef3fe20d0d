package io.wiresmith.jobs.imports;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit of throughput as people write it: {@code Mbit/s}, {@code kbit/s}, {@code bytes/s}, {@code
 * bytes per 5 min}, {@code bits per hour}; what follows is a remark.
 *
 * @param mbps what one of it is in Mbit/s
 */
record DataUnit(double mbps) {
  private static final Pattern UNIT =
      Pattern.compile(
          "([kKMG]?)(bit|bits|byte|bytes)(?:/| per )(\\d*) ?(s|sec|second|seconds|min|minutes|h|hour|hours)\\b.*");
  private static final Map<String, Double> SCALE =
      Map.of("", 1e-6, "k", 1e-3, "K", 1e-3, "M", 1.0, "G", 1e3);

  /**
   * Reads a unit.
   *
   * @throws WiresmithException {@code INVALID_INPUT} if it is none of throughput
   */
  static DataUnit parse(String text) {
    Matcher unit = UNIT.matcher(text);
    if (!unit.matches()) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The unit '%s' is none of throughput. Required: such as Mbit/s, kbit/s, bytes/s or bytes per 5 min."
              .formatted(text));
    }
    double bits = unit.group(2).startsWith("byte") ? 8 : 1;
    double count = unit.group(3).isEmpty() ? 1 : Double.parseDouble(unit.group(3));
    double scale = SCALE.getOrDefault(unit.group(1), 1.0);
    return new DataUnit(scale * bits / (count * seconds(unit.group(4))));
  }

  private static double seconds(String name) {
    return switch (name.toLowerCase(Locale.ROOT).charAt(0)) {
      case 'm' -> 60;
      case 'h' -> 3600;
      default -> 1;
    };
  }
}
