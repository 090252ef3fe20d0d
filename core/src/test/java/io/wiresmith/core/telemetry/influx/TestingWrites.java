package io.wiresmith.core.telemetry.influx;

import io.wiresmith.core.io.Backoff;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Writes lines of a test and remembers what the writer said. */
final class TestingWrites implements InfluxWriteListener {
  static final String ORIGIN = "test.lp";

  final List<Long> refused = new ArrayList<>();
  final List<String> words = new ArrayList<>();
  final List<String> said = new ArrayList<>();
  private Consumer<String> reaction = message -> {};

  /** Does this, too, whenever something is said. */
  TestingWrites on(Consumer<String> what) {
    reaction = what;
    return this;
  }

  static InfluxWriteLimits limits(int lines, int bytes) {
    return new InfluxWriteLimits(
        lines, bytes, new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1)));
  }

  static InfluxConnection connection(TestingInflux influx, InfluxLocation location) {
    return new InfluxConnection(location, influx.credentials(), InfluxTimeouts.usual());
  }

  InfluxWriteCounts write(
      InfluxConnection connection,
      InfluxWriteLimits limits,
      MissingDatabase missing,
      List<String> lines) {
    InfluxWriter writer = new InfluxWriter(connection, limits, missing, this);
    try (writer) {
      for (int i = 0; i < lines.size(); i++) {
        byte[] bytes = lines.get(i).getBytes(StandardCharsets.UTF_8);
        writer.write(new InfluxLine(ORIGIN, i + 1, bytes));
      }
    }
    return writer.counts();
  }

  static List<String> points(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "m,host=h%d f=%d.5,s=\"a\nb, \\\"c\\\" é\" %d".formatted(i % 7, i, i))
        .toList();
  }

  @Override
  public void refused(InfluxLine line, String why) {
    refused.add(line.line());
    words.add(why);
  }

  @Override
  public void said(String message) {
    said.add(message);
    reaction.accept(message);
  }
}
