package io.wiresmith.serving.fields;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.MessageTelemetry;
import java.util.Base64;
import java.util.HexFormat;

/** Messages as people and programs write them. */
public final class MessageBytes {
  private MessageBytes() {}

  /**
   * Hexadecimal digits, two a byte; blanks and colons between them are passed over.
   *
   * @param where what it is, for messages, such as {@code --hex}
   * @throws WiresmithException {@code INVALID_INPUT} that names it, without its content
   */
  public static byte[] ofHex(String text, String where) {
    String digits = text.replaceAll("[\\s:]", "");
    for (int i = 0; i < digits.length(); i++) {
      if (!HexFormat.isHexDigit(digits.charAt(i))) {
        throw refused(where, "has no hexadecimal digit as its character %d".formatted(i + 1));
      }
    }
    if (digits.length() % 2 != 0) {
      throw refused(where, "has %d digits; required are two a byte".formatted(digits.length()));
    }
    return sized(HexFormat.of().parseHex(digits), where);
  }

  /**
   * Base64 (RFC 4648), with or without padding.
   *
   * @param where what it is, for messages
   * @throws WiresmithException {@code INVALID_INPUT} that names it, without its content
   */
  public static byte[] ofBase64(String text, String where) {
    try {
      return sized(Base64.getDecoder().decode(text.strip()), where);
    } catch (IllegalArgumentException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT, where + " is no base64. Send the bytes in base64 or hex.", e);
    }
  }

  private static byte[] sized(byte[] message, String where) {
    if (message.length == 0) {
      throw refused(where, "is empty; required is a byte");
    }
    if (message.length > MessageTelemetry.MOST_LEARNED_BYTES) {
      throw refused(
          where,
          "has %d bytes; at most %d are a message"
              .formatted(message.length, MessageTelemetry.MOST_LEARNED_BYTES));
    }
    return message;
  }

  private static WiresmithException refused(String where, String found) {
    return new WiresmithException(
        ErrorCode.INVALID_INPUT, where + " " + found + ". Send other bytes.");
  }
}
