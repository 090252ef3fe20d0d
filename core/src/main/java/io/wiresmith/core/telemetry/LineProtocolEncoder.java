package io.wiresmith.core.telemetry;

import io.wiresmith.core.telemetry.FieldValue.BooleanValue;
import io.wiresmith.core.telemetry.FieldValue.FloatValue;
import io.wiresmith.core.telemetry.FieldValue.IntegerValue;
import io.wiresmith.core.telemetry.FieldValue.StringValue;
import io.wiresmith.core.telemetry.FieldValue.UnsignedValue;

/** Writes points as lines; what it writes, {@link LineProtocolReader} reads back equal. */
public final class LineProtocolEncoder {
  private LineProtocolEncoder() {}

  /** One line without the line feed at its end; tags are sorted by name. */
  public static String encode(Point point) {
    StringBuilder out = new StringBuilder(256);
    Escapes.encodeName(out, point.measurement(), false);
    point
        .tags()
        .forEach(
            (key, value) -> {
              out.append(',');
              Escapes.encodeName(out, key, true);
              out.append('=');
              Escapes.encodeName(out, value, true);
            });
    char before = ' ';
    for (var field : point.fields().entrySet()) {
      out.append(before);
      Escapes.encodeName(out, field.getKey(), true);
      out.append('=');
      encode(out, field.getValue());
      before = ',';
    }
    point.time().ifPresent(time -> out.append(' ').append(time));
    return out.toString();
  }

  /** The tags as one text, {@code a=b,c=d} with escapes: equal texts are equal tag sets. */
  public static String encodeTags(Iterable<? extends java.util.Map.Entry<String, String>> tags) {
    StringBuilder out = new StringBuilder(64);
    for (var tag : tags) {
      if (out.length() > 0) {
        out.append(',');
      }
      Escapes.encodeName(out, tag.getKey(), true);
      out.append('=');
      Escapes.encodeName(out, tag.getValue(), true);
    }
    return out.toString();
  }

  /** A measurement as a line begins. */
  public static String encodeMeasurement(String name) {
    StringBuilder out = new StringBuilder(name.length() + 8);
    Escapes.encodeName(out, name, false);
    return out.toString();
  }

  /** The name of a tag or field, with escapes. */
  public static void appendName(StringBuilder out, String name) {
    Escapes.encodeName(out, name, true);
  }

  /** A text in quotes, with escapes. */
  public static void appendText(StringBuilder out, String text) {
    out.append('"');
    Escapes.encodeText(out, text);
    out.append('"');
  }

  private static void encode(StringBuilder out, FieldValue value) {
    if (value instanceof FloatValue number) {
      out.append(number.value());
    } else if (value instanceof IntegerValue number) {
      out.append(number.value()).append('i');
    } else if (value instanceof UnsignedValue number) {
      out.append(Long.toUnsignedString(number.bits())).append('u');
    } else if (value instanceof BooleanValue flag) {
      out.append(flag.value());
    } else if (value instanceof StringValue text) {
      appendText(out, text.value());
    }
  }
}
