package io.wiresmith.jobs.demo;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.TransferCost;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.core.telemetry.TelemetryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A recorded transfer.
 *
 * @param tags tags by name
 * @param fields numeric fields by name
 */
record RecordedTransfer(Map<String, String> tags, Map<String, Double> fields) {
  private static final int LATEST = 4000;

  /** Some of the latest rows of a file, evenly spread. */
  static List<RecordedTransfer> latest(Path file, int rows) throws IOException {
    List<RecordedTransfer> last = new ArrayList<>(lastOf(file));
    int step = Math.max(1, last.size() / Math.max(1, rows));
    return IntStream.range(0, Math.min(rows, last.size()))
        .mapToObj(i -> last.get(last.size() - 1 - i * step))
        .toList();
  }

  private static Deque<RecordedTransfer> lastOf(Path file) throws IOException {
    Deque<RecordedTransfer> last = new ArrayDeque<>();
    try (LineProtocolReader reader =
        new LineProtocolReader(TelemetryFile.open(file), Precision.NS)) {
      while (reader.next()) {
        if (!reader.refused() && reader.measurement().equals(TransferTelemetry.MEASUREMENT)) {
          last.addLast(read(reader));
        }
        if (last.size() > LATEST) {
          last.removeFirst();
        }
      }
    }
    return last;
  }

  private static RecordedTransfer read(LineProtocolReader reader) {
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < reader.tags(); i++) {
      tags.put(reader.tag(i), reader.tagValue(i));
    }
    Map<String, Double> fields = new HashMap<>();
    for (int i = 0; i < reader.fields(); i++) {
      switch (reader.kind(i)) {
        case FLOAT -> fields.put(reader.field(i), reader.number(i));
        case INTEGER, UNSIGNED -> fields.put(reader.field(i), (double) reader.integer(i));
        case BOOLEAN, STRING -> {}
      }
    }
    return new RecordedTransfer(tags, fields);
  }

  /** What each codec would have cost, in milliseconds, with the default penalty. */
  Map<Codec, Double> costs() {
    Map<Codec, Double> costs = new EnumMap<>(Codec.class);
    for (Codec codec : Codec.values()) {
      costs.put(
          codec,
          TransferCost.millis(
              field(codec.compressedMbField()),
              field(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS),
              field(codec.compressMillisField()),
              1 + field(TransferTelemetry.CPU_USAGE)));
    }
    return costs;
  }

  /** A numeric field; NaN where it is missing. */
  double field(String name) {
    return fields.getOrDefault(name, Double.NaN);
  }
}
