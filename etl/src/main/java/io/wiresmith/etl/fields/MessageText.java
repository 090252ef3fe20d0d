package io.wiresmith.etl.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.telemetry.RefusalReason;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message and its fields as telemetry says them, held to what they must be.
 *
 * @param hex the bytes, lower case
 * @param fields {@link FieldList#text} of fields that cover the message
 */
record MessageText(String hex, String fields) {
  private static final int SHOWN = 60;

  /** Why a message is refused. Thrown and caught in this package. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final RefusalReason reason;

    Refused(RefusalReason reason, String message) {
      super(message);
      this.reason = reason;
    }

    RefusalReason reason() {
      return reason;
    }
  }

  /**
   * Checks both texts.
   *
   * @param fields a JSON array of {@code [start, end, type]}, or of {@code [start, end, name, type
   *     of the dissector, 1 for bit fields]}
   */
  static MessageText of(@Nullable String hex, @Nullable String fields) throws Refused {
    if (hex == null || hex.isEmpty()) {
      throw new Refused(RefusalReason.MISSING_FIELD, "the message is empty; required is a byte");
    }
    if (fields == null || fields.isEmpty()) {
      throw new Refused(RefusalReason.MISSING_FIELD, "the message has no list of fields");
    }
    int length = bytes(hex);
    List<Field> read = new ArrayList<>();
    JsonNode list = array(fields);
    for (JsonNode node : list) {
      read.add(field(node, length));
    }
    if (read.isEmpty()) {
      throw new Refused(RefusalReason.MISSING_FIELD, "the list of fields is empty");
    }
    try {
      return new MessageText(
          hex.toLowerCase(Locale.ROOT), FieldList.text(FieldList.covering(length, read)));
    } catch (WiresmithException e) {
      throw new Refused(RefusalReason.RANGE, String.valueOf(e.getMessage()));
    }
  }

  /** The tag {@code message}. */
  String digest() {
    return Sha256.of(HexFormat.of().parseHex(hex)).substring(0, MessageTelemetry.MESSAGE_DIGITS);
  }

  private static int bytes(String hex) throws Refused {
    for (int i = 0; i < hex.length(); i++) {
      if (Character.digit(hex.charAt(i), 16) < 0 || hex.charAt(i) > 'f') {
        throw new Refused(
            RefusalReason.GRAMMAR,
            "character %d of hex is '%s', no hexadecimal digit".formatted(i + 1, hex.charAt(i)));
      }
    }
    if (hex.length() % 2 != 0) {
      throw new Refused(
          RefusalReason.GRAMMAR,
          "hex has %d digits; required are two for each byte".formatted(hex.length()));
    }
    int length = hex.length() / 2;
    if (length > MessageTelemetry.MOST_BYTES) {
      throw new Refused(
          RefusalReason.RANGE,
          "the message has %d bytes; at most %d are a message"
              .formatted(length, MessageTelemetry.MOST_BYTES));
    }
    return length;
  }

  private static JsonNode array(String fields) throws Refused {
    try {
      JsonNode list = Json.mapper().readTree(fields);
      if (list != null && list.isArray()) {
        return list;
      }
    } catch (JsonProcessingException e) {
      // Told below: the parser's message names Java's classes.
    }
    throw new Refused(RefusalReason.GRAMMAR, "the fields are no JSON array: " + shown(fields));
  }

  private static Field field(JsonNode node, int length) throws Refused {
    boolean places = node.path(0).isInt() && node.path(1).isInt();
    if (!places || (node.size() != 3 && node.size() != 5)) {
      throw new Refused(
          RefusalReason.GRAMMAR,
          "%s is no field; required is [start, end, type] or [start, end, name, dissector's type, bits]"
              .formatted(shown(node.toString())));
    }
    int start = node.path(0).asInt();
    int end = node.path(1).asInt();
    if (start < 0 || end <= start || end > length) {
      throw new Refused(
          RefusalReason.RANGE,
          "field %s goes from %d to %d; required is 0 <= start < end <= %d, the message's length"
              .formatted(shown(node.toString()), start, end, length));
    }
    return new Field(start, end, type(node));
  }

  private static FieldType type(JsonNode node) throws Refused {
    boolean ours = node.size() == 3;
    String name = node.path(ours ? 2 : 3).asText();
    Optional<FieldType> type =
        ours
            ? FieldType.ids().contains(name) ? Optional.of(FieldType.of(name)) : Optional.empty()
            : DissectorType.of(name, node.path(4).asInt() != 0);
    return type.orElseThrow(
        () ->
            new Refused(
                RefusalReason.TYPE,
                "field %s has the type '%s'; the types are %s, or a dissector's FT_..."
                    .formatted(shown(node.toString()), name, String.join(", ", FieldType.ids()))));
  }

  private static String shown(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
  }
}
