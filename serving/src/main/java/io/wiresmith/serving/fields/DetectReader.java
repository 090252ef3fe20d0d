package io.wiresmith.serving.fields;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code {"hex": "0001..."}}, {@code {"base64": "AAE..."}}, or a list of such objects.
 * Strict: an unknown key, a key given twice or nesting is refused. Messages name the place and
 * repeat no values. Thread-safe.
 */
public final class DetectReader {
  /** The model that is asked. */
  public static final String MODEL = "fields";

  /** Most messages of a request. */
  public static final int MOST_MESSAGES = 64;

  /** Room for the text of a message of 65,535 bytes and more: it is refused by its length. */
  private static final int MOST_TEXT = 1 << 19;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxNumberLength(64)
                  .maxStringLength(MOST_TEXT)
                  .maxNameLength(256)
                  .build())
          .build();

  private DetectReader() {}

  /**
   * Reads a body.
   *
   * @throws WiresmithException {@code INVALID_INPUT} that names the place
   */
  public static DetectRequest read(byte[] body) {
    try (JsonParser parser = FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      boolean list = first == JsonToken.START_ARRAY;
      if (!list && first != JsonToken.START_OBJECT) {
        throw shape("The body");
      }
      List<byte[]> messages = list ? all(parser) : List.of(message(parser, ""));
      if (parser.nextToken() != null) {
        throw refused("The body goes on after its end; send one object or one list.");
      }
      return new DetectRequest(messages, list);
    } catch (IOException e) {
      throw refused(
          "The body is no valid JSON, has a key twice, or a text of more than %d characters; required is {\"hex\": \"...\"} or a list of such objects, in UTF-8."
              .formatted(MOST_TEXT));
    }
  }

  private static List<byte[]> all(JsonParser parser) throws IOException {
    List<byte[]> messages = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String where = "[" + messages.size() + "]";
      if (messages.size() == MOST_MESSAGES) {
        throw refused(
            "The list has more than %d messages. Send several requests.".formatted(MOST_MESSAGES));
      }
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw shape(where);
      }
      messages.add(message(parser, where + "."));
    }
    if (messages.isEmpty()) {
      throw refused("The list is empty; required is at least one message.");
    }
    return messages;
  }

  private static byte[] message(JsonParser parser, String where) throws IOException {
    if (parser.nextToken() != JsonToken.FIELD_NAME) {
      throw refused("%shex is missing; required is hex or base64.".formatted(where));
    }
    String key = parser.currentName();
    if (!key.equals("hex") && !key.equals("base64")) {
      throw shape(where.isEmpty() ? "The body" : where.substring(0, where.length() - 1));
    }
    if (parser.nextToken() != JsonToken.VALUE_STRING) {
      throw refused("%s%s is no text; required is one.".formatted(where, key));
    }
    String text = parser.getText();
    byte[] message =
        key.equals("hex")
            ? MessageBytes.ofHex(text, where + key)
            : MessageBytes.ofBase64(text, where + key);
    if (parser.nextToken() != JsonToken.END_OBJECT) {
      throw refused(
          "%s%s has another key beside it; required is hex or base64, and nothing else."
              .formatted(where, key));
    }
    return message;
  }

  private static WiresmithException shape(String where) {
    return refused(
        "%s is no {\"hex\": \"...\"} and no {\"base64\": \"...\"}; required is one, or a list of at most %d."
            .formatted(where, MOST_MESSAGES));
  }

  private static WiresmithException refused(String message) {
    return new WiresmithException(ErrorCode.INVALID_INPUT, message);
  }
}
