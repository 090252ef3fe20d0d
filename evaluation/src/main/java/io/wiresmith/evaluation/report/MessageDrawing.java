package io.wiresmith.evaluation.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.fields.FieldType;
import java.util.HashSet;
import java.util.Set;

/** One message as coloured hex, its fields as arrays of start, end, type and confidence. */
final class MessageDrawing {
  private static final int BYTES = 24;
  private static final double LEFT = 26;
  private static final double BYTE = (Svg.WIDTH - LEFT - 2) / BYTES;
  private static final double TALL = 15;
  private static final double PAIR = 2 * TALL + 14;

  private final JsonNode message;
  private final String hex;
  private final int bytes;
  private final Set<String> truth = new HashSet<>();
  private final Svg svg;

  MessageDrawing(JsonNode message) {
    this.message = message;
    this.hex = message.path("hex").asText();
    this.bytes = hex.length() / 2;
    message.path("truth").forEach(field -> truth.add(key(field)));
    int lines = (bytes + BYTES - 1) / BYTES;
    this.svg =
        new Svg(
            "Fields of a message of %s, frame %s"
                .formatted(message.path("protocol").asText(), message.path("frame").asText()),
            lines * PAIR);
  }

  private static String key(JsonNode field) {
    return field.path(0).asInt() + " " + field.path(1).asInt() + " " + field.path(2).asText();
  }

  String draw() {
    message.path("truth").forEach(field -> field(field, 0));
    message.path("found").forEach(field -> field(field, TALL + 2));
    for (int start = 0; start < bytes; start += BYTES) {
      int count = Math.min(BYTES, bytes - start);
      double y = (double) start / BYTES * PAIR;
      String text = hex.substring(2 * start, 2 * (start + count)).replaceAll("..(?!$)", "$0 ");
      svg.text("label", LEFT - 5, y + 11, "end", "" + start);
      for (double line : new double[] {0, TALL + 2}) {
        svg.fixed("hex", LEFT + 3, y + line + 11, count * BYTE - 6, text);
      }
    }
    // Not one of ReportPictures: fifty files more would cost a registry as many uploads.
    return svg.toString().replaceFirst("<svg ", "<svg class=\"message\" ");
  }

  /** Its part in each line that it crosses. */
  private void field(JsonNode field, double below) {
    int from = field.path(0).asInt();
    int until = field.path(1).asInt();
    String type = field.path(2).asText();
    boolean found = field.has(3);
    String tip =
        "%d to %d, %s%s"
            .formatted(
                from,
                until - 1,
                type,
                found ? ", confidence " + Numbers.percent(field.path(3).asDouble()) : "");
    for (int at = from; at < Math.min(until, bytes); at = (at / BYTES + 1) * BYTES) {
      int end = Math.min(Math.min(until, bytes), (at / BYTES + 1) * BYTES);
      double x = LEFT + at % BYTES * BYTE;
      double y = (double) (at / BYTES) * PAIR + below;
      double left = at == from ? 1 : 0;
      double right = end == until ? 1 : 0;
      double width = (end - at) * BYTE - left - right;
      svg.bar("t" + FieldType.of(type).ordinal(), x + left, y, width, TALL, tip);
      if (found && !truth.contains(key(field))) {
        svg.line("wrong", x + left, y + TALL + 1, x + left + width, y + TALL + 1);
      }
    }
  }
}
