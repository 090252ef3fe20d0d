package io.wiresmith.core.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a field holds. The order is that of the ids in a model and never changes: {@code flag} is 0.
 */
public enum FieldType {
  /** Truth values and bit fields. */
  FLAG,
  /** Whole numbers, with or without sign: codes, lengths, counters, identifiers. */
  INTEGER,
  /** Text in any encoding. */
  STRING,
  /** Addresses of networks and interfaces. */
  ADDRESS,
  /** Times and durations. */
  TIME,
  /** Floating-point numbers. */
  FLOAT,
  /** All else: payloads, digests, padding, what nobody named. */
  BYTES;

  /** The name in data, metadata and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names in the order of the ids. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(FieldType::id).toList();
  }

  /**
   * The type of that name.
   *
   * @throws WiresmithException {@code INVALID_INPUT} with the known names, if there is none
   */
  public static FieldType of(String id) {
    for (FieldType type : values()) {
      if (type.id().equals(id)) {
        return type;
      }
    }
    throw new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "'%s' is no type of a field; the types are %s.".formatted(id, String.join(", ", ids())));
  }
}
