package io.wiresmith.etl.fields;

import io.wiresmith.core.fields.MessageTelemetry;
import io.wiresmith.core.telemetry.FieldValue;
import io.wiresmith.core.telemetry.FieldValue.StringValue;
import io.wiresmith.core.telemetry.Point;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.fields.CaptureReader.Found;
import io.wiresmith.etl.fields.MessageText.Refused;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The lines of one file of captures as points of telemetry, each held to what a message must be.
 * Memory does not grow with the file. Closes it behind the last line. Not thread-safe.
 */
public final class CapturePoints implements Iterator<CapturePoints.Line> {
  private final CaptureReader reader;

  /** The lines of that file, plain or gzip. */
  public CapturePoints(Path file) {
    reader = new CaptureReader(file);
  }

  /** What a line is. */
  public sealed interface Line {}

  /**
   * A sound message.
   *
   * @param point of the measurement {@code labelled_message}
   */
  public record Sound(Point point) implements Line {}

  /**
   * A line that is no message.
   *
   * @param number of the line, from 1
   * @param reason why, in one word
   * @param message what was found and what was required
   * @param raw its text
   */
  public record Unsound(long number, RefusalReason reason, String message, String raw)
      implements Line {}

  @Override
  public boolean hasNext() {
    return reader.hasNext();
  }

  @Override
  public Line next() {
    Found found = reader.next();
    CaptureLine line = found.message();
    Refused refused = found.refused();
    if (line == null) {
      return refused == null
          ? new Unsound(found.number(), RefusalReason.GRAMMAR, "no message", found.raw())
          : new Unsound(
              found.number(), refused.reason(), String.valueOf(refused.getMessage()), found.raw());
    }
    try {
      return new Sound(point(line, MessageText.of(line.hex(), line.fields())));
    } catch (Refused e) {
      String why = "frame %s of %s: %s".formatted(line.frame(), line.capture(), e.getMessage());
      return new Unsound(found.number(), e.reason(), why, found.raw());
    }
  }

  private static Point point(CaptureLine line, MessageText message) {
    Map<String, String> tags = new TreeMap<>();
    tags.put(MessageTelemetry.CAPTURE, tag(line.capture()));
    tags.put(MessageTelemetry.FRAME, line.frame());
    tags.put(MessageTelemetry.MESSAGE, message.digest());
    if (line.protocol() != null) {
      tags.put(MessageTelemetry.PROTOCOL, tag(line.protocol()));
    }
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    fields.put(MessageTelemetry.HEX, new StringValue(message.hex()));
    fields.put(MessageTelemetry.FIELDS, new StringValue(message.fields()));
    return new Point(
        MessageTelemetry.MEASUREMENT, new TreeMap<>(tags), fields, OptionalLong.of(line.timeNs()));
  }

  /** A tag can hold neither line feeds nor a backslash at its end. */
  private static String tag(String text) {
    return text.replace('\n', ' ').replace('\\', '/');
  }
}
