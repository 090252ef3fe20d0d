package io.wiresmith.core.telemetry;

import java.nio.charset.StandardCharsets;

/**
 * The escapes of line protocol. In names a backslash counts only before a comma, a blank or (not in
 * measurements) an equals sign; in quoted text only before a quote or a backslash. Elsewhere it is
 * itself.
 */
final class Escapes {
  private Escapes() {}

  /** Whether a backslash before that byte is an escape in a name. */
  static boolean inName(byte next, boolean equals) {
    return next == ',' || next == ' ' || (equals && next == '=');
  }

  /** Whether a backslash before that byte is an escape in quoted text. */
  static boolean inText(byte next) {
    return next == '"' || next == '\\';
  }

  static String decodeName(byte[] bytes, boolean equals) {
    byte[] out = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\\' && i + 1 < bytes.length && inName(bytes[i + 1], equals)) {
        i++;
      }
      out[length++] = bytes[i];
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  static String decodeText(byte[] bytes, int from, int to) {
    byte[] out = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\' && i + 1 < to && inText(bytes[i + 1])) {
        i++;
      }
      out[length++] = bytes[i];
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }

  static void encodeName(StringBuilder out, String name, boolean equals) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == ',' || c == ' ' || (equals && c == '=')) {
        out.append('\\');
      }
      out.append(c);
    }
  }

  static void encodeText(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\');
      }
      out.append(c);
    }
  }
}
