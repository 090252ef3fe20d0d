package io.wiresmith.registry.diff;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One value in two versions.
 *
 * @param name its path, such as {@code config.xgboost.rounds}
 * @param before the value in the first version; null where it has none
 * @param after the value in the second version; null where it has none
 */
public record Change(String name, JsonNode before, JsonNode after) {
  private static final int LONGEST = 200;

  /** One line for people; numbers with their difference. */
  String text() {
    String line = "  %-40s %s -> %s".formatted(name, text(before), text(after));
    if (!before.isNumber() || !after.isNumber() || before.equals(after)) {
      return line;
    }
    return before.isIntegralNumber() && after.isIntegralNumber()
        ? line + "  (%+d)".formatted(after.longValue() - before.longValue())
        : line + "  (%+.6g)".formatted(after.doubleValue() - before.doubleValue());
  }

  private static String text(JsonNode value) {
    String text = value.isNull() ? "none" : value.asText();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
