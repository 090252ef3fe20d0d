package io.wiresmith.serving.oip;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.util.regex.Pattern;

/** Errors about a request, made so that they repeat nothing of it but plain names. */
final class Refused {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private Refused() {}

  static WiresmithException because(String message) {
    return new WiresmithException(ErrorCode.INVALID_INPUT, message);
  }

  /** What the parser found, told by place: its own message would repeat the input. */
  static WiresmithException json(String where, IOException e, int maxRows) {
    if (e instanceof StreamConstraintsException) {
      return because(
          "%s is too deep, has a text or number that is too long, or more values than a request may have (three for each of %d rows and each input, 64 where the length of a row is free); send fewer rows, or shorter histories."
              .formatted(where, maxRows));
    }
    String found = e instanceof JsonProcessingException p ? p.getOriginalMessage() : "";
    String at = e instanceof JsonProcessingException p ? place(p.getLocation()) : "";
    if (found.startsWith("Non-standard token")) {
      return because(where + " has a bare NaN or Infinity" + at + "; write null where missing.");
    }
    if (found.startsWith("Duplicate")) {
      return because(where + " has a key twice" + at + "; give each key once.");
    }
    return because(where + " is no valid JSON" + at + "; required is JSON in UTF-8.");
  }

  /** A name in quotes where it is safe to repeat. */
  static String name(String name) {
    return PLAIN_NAME.matcher(name).matches() ? "'" + name + "'" : "(not repeated here)";
  }

  /** Whether a text can be written as UTF-8: no half of a surrogate pair, and no NUL. */
  static boolean wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && (++i == text.length() || !Character.isLowSurrogate(text.charAt(i)))) {
        return false;
      }
    }
    return true;
  }

  private static String place(JsonLocation location) {
    return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }
}
