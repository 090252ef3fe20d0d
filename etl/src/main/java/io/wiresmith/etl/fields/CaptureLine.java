package io.wiresmith.etl.fields;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.fields.MessageText.Refused;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of labelled messages: an object {@code {file, frame, proto, hex, segs}} or
 * {@code {hex, fields}}, or the pair {@code [hex, fields]}.
 *
 * @param timeNs its time, or the frame's number in microseconds after 1970 began
 * @param capture the file it was captured in
 * @param frame its number there
 * @param protocol its protocol, null where it is not said
 * @param hex what stands for the bytes, unchecked
 * @param fields what stands for the fields, unchecked
 */
record CaptureLine(
    long timeNs,
    String capture,
    String frame,
    @Nullable String protocol,
    @Nullable String hex,
    @Nullable String fields) {
  private static final long FRAME_NANOS = 1_000;
  private static final long MOST_FRAME = Long.MAX_VALUE / FRAME_NANOS;

  /**
   * Reads a line.
   *
   * @param file name of the file, the capture where the line names none
   * @param number number of the line, the frame where the line names none
   */
  static CaptureLine parse(String line, String file, long number) throws Refused {
    JsonNode node = tree(line);
    if (node.isArray() && node.size() == 2) {
      return line(file, number, null, node.get(0), node.get(1), number * FRAME_NANOS);
    }
    if (!node.isObject()) {
      throw new Refused(
          RefusalReason.GRAMMAR,
          "the line is no object {file, frame, proto, hex, segs} and no pair [hex, fields]");
    }
    JsonNode frame = node.path("frame");
    if (!frame.isMissingNode() && !(frame.isIntegralNumber() && frame.canConvertToLong())) {
      throw new Refused(RefusalReason.TYPE, "frame is %s, no whole number".formatted(frame));
    }
    long frameNumber = frame.asLong(number);
    if (frameNumber < 0 || frameNumber > MOST_FRAME) {
      throw new Refused(
          RefusalReason.RANGE, "frame is %d, required 0 to %d".formatted(frameNumber, MOST_FRAME));
    }
    String capture = text(node, "file");
    return line(
        capture == null ? file : capture,
        frameNumber,
        text(node, "proto"),
        node.path("hex"),
        node.has("segs") ? node.path("segs") : node.path("fields"),
        time(node, frameNumber * FRAME_NANOS));
  }

  private static CaptureLine line(
      String capture,
      long frame,
      @Nullable String protocol,
      JsonNode hex,
      JsonNode fields,
      long timeNs) {
    return new CaptureLine(
        timeNs,
        capture,
        Long.toString(frame),
        protocol,
        hex.isTextual() ? hex.asText() : null,
        fields.isArray() ? fields.toString() : null);
  }

  private static JsonNode tree(String line) throws Refused {
    try {
      JsonNode node = Json.mapper().readTree(line);
      if (node != null) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // Told below: the parser's message names Java's classes.
    }
    throw new Refused(RefusalReason.GRAMMAR, "the line is no JSON");
  }

  private static @Nullable String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isTextual() && !value.asText().isEmpty() ? value.asText() : null;
  }

  private static long time(JsonNode node, long otherwise) throws Refused {
    String time = text(node, "time");
    if (time == null) {
      return otherwise;
    }
    try {
      return Nanos.of(Instant.parse(time));
    } catch (DateTimeException e) {
      throw new Refused(
          RefusalReason.TYPE, "time is '%s', no instant like 2026-10-01T00:00:00Z".formatted(time));
    }
  }
}
