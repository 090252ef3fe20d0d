package io.wiresmith.core.fields;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The fields of a message: in order, without overlap, and every byte in one of them. */
public final class FieldList {
  private FieldList() {}

  /**
   * Fields that cover a message: sorted, and each run of bytes that no field covers becomes a field
   * of type {@code bytes}.
   *
   * @param length bytes of the message
   * @throws WiresmithException {@code INVALID_INPUT} if a field ends behind the message or two
   *     overlap
   */
  public static List<Field> covering(int length, List<Field> fields) {
    List<Field> sorted = new ArrayList<>(fields);
    sorted.sort(Comparator.comparingInt(Field::start));
    List<Field> covering = new ArrayList<>();
    int at = 0;
    for (Field field : sorted) {
      check(length, at, field);
      if (field.start() > at) {
        covering.add(new Field(at, field.start(), FieldType.BYTES));
      }
      covering.add(field);
      at = field.end();
    }
    if (at < length) {
      covering.add(new Field(at, length, FieldType.BYTES));
    }
    return List.copyOf(covering);
  }

  private static void check(int length, int at, Field field) {
    if (field.end() > length) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The field from %d to %d ends behind the message, which has %d bytes."
              .formatted(field.start(), field.end(), length));
    }
    if (field.start() < at) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The field from %d to %d overlaps the one before, which ends at %d."
              .formatted(field.start(), field.end(), at));
    }
  }

  /** The fields as one line: {@code [[0,2,"integer"],[2,3,"flag"]]}. */
  public static String text(List<Field> fields) {
    return Json.line(
        fields.stream()
            .map(field -> List.of(field.start(), field.end(), field.type().id()))
            .toList());
  }

  /** Reads {@link #text}. */
  public static List<Field> parse(String text) {
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    List<Field> fields = new ArrayList<>();
    for (JsonNode node : Json.parse(json, JsonNode.class, "the list of fields")) {
      FieldType type = FieldType.of(node.path(2).asText());
      fields.add(new Field(node.path(0).asInt(), node.path(1).asInt(), type));
    }
    return fields;
  }
}
