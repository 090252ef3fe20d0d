package io.wiresmith.core.telemetry;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One point of telemetry.
 *
 * @param measurement its name
 * @param tags tags by name, none empty
 * @param fields at least one, in the order of the line
 * @param time the timestamp in the unit of the file, if there is one
 */
public record Point(
    String measurement,
    SortedMap<String, String> tags,
    Map<String, FieldValue> fields,
    OptionalLong time) {
  /**
   * Copies, and refuses what no line can express: empty names, line feeds in names, a backslash at
   * the end of a name, a measurement that begins like a comment.
   */
  public Point {
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    checkName("measurement", measurement);
    if (measurement.startsWith("#") || measurement.startsWith("\t")) {
      throw invalid("measurement '" + measurement + "'", "one that begins with no # and no tab");
    }
    tags.forEach(
        (key, value) -> {
          checkName("tag", key);
          checkName("value of tag " + key, value);
        });
    fields.keySet().forEach(key -> checkName("field", key));
    if (fields.isEmpty()) {
      throw invalid("point of " + measurement + " without fields", "at least one field");
    }
  }

  private static void checkName(String what, String name) {
    if (name.isEmpty() || name.indexOf('\n') >= 0 || name.endsWith("\\")) {
      throw invalid(
          what + " '" + name + "'",
          "at least one character, no line feed, no backslash at the end");
    }
  }

  static WiresmithException invalid(String found, String required) {
    return new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "Line protocol cannot hold the " + found + ". Required: " + required + ".");
  }
}
