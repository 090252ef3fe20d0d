package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Precision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups lines that a server is likely to judge alike: those of one measurement with the same
 * fields and types. A field whose type changed is the usual reason of a refusal.
 */
final class LineShapes {
  private LineShapes() {}

  /** The groups in the order of their first lines; one group where shapes cannot be told. */
  static List<List<InfluxLine>> groups(List<InfluxLine> lines) {
    List<String> shapes = shapes(lines);
    if (shapes.size() != lines.size()) {
      return List.of(lines);
    }
    Map<String, List<InfluxLine>> groups = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      groups.computeIfAbsent(shapes.get(i), shape -> new ArrayList<>()).add(lines.get(i));
    }
    return List.copyOf(groups.values());
  }

  private static List<String> shapes(List<InfluxLine> lines) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (InfluxLine line : lines) {
      all.writeBytes(line.bytes());
      all.write('\n');
    }
    List<String> shapes = new ArrayList<>(lines.size());
    try (LineProtocolReader reader =
        new LineProtocolReader(new ByteArrayInputStream(all.toByteArray()), Precision.NS)) {
      while (reader.next()) {
        shapes.add(reader.refused() ? "" : shape(reader));
      }
    } catch (IOException e) {
      throw new IllegalStateException("A buffer in memory gives all bytes", e);
    }
    return shapes;
  }

  private static String shape(LineProtocolReader reader) {
    StringBuilder shape = new StringBuilder(reader.measurement());
    for (int i = 0; i < reader.fields(); i++) {
      shape.append('\n').append(reader.field(i)).append('\n').append(reader.kind(i));
    }
    return shape.toString();
  }
}
