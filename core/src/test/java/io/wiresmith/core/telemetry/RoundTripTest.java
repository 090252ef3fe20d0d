package io.wiresmith.core.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.telemetry.FieldValue.BooleanValue;
import io.wiresmith.core.telemetry.FieldValue.FloatValue;
import io.wiresmith.core.telemetry.FieldValue.IntegerValue;
import io.wiresmith.core.telemetry.FieldValue.StringValue;
import io.wiresmith.core.telemetry.FieldValue.UnsignedValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  private static final String ALPHABET = "ab,= \\\"#\t\ré😀0.i";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsWrittenIsReadBackEqual(long seed) throws IOException {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (points.size() < 2_000) {
      Point point = point(random);
      points.add(point);
      text.append(LineProtocolEncoder.encode(point)).append('\n');
    }
    List<Point> found = new ArrayList<>();
    try (LineProtocolReader reader =
        new LineProtocolReader(
            new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
            Precision.NS)) {
      while (reader.next()) {
        assertThat(reader.refusal()).as("seed %d, %s", seed, reader.raw()).isEmpty();
        found.add(reader.point());
      }
    }
    assertThat(found).hasSameSizeAs(points);
    for (int i = 0; i < points.size(); i++) {
      assertThat(found.get(i)).as("seed %d, point %d", seed, i).isEqualTo(points.get(i));
    }
  }

  private static Point point(Random random) {
    TreeMap<String, String> tags = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put(name(random), name(random));
    }
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      fields.put(name(random), value(random));
    }
    OptionalLong time =
        random.nextInt(5) == 0 ? OptionalLong.empty() : OptionalLong.of(random.nextLong());
    return new Point("m" + name(random), tags, fields, time);
  }

  private static FieldValue value(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new IntegerValue(random.nextLong());
      case 1 -> new UnsignedValue(random.nextLong());
      case 2 -> new BooleanValue(random.nextBoolean());
      case 3 ->
          new StringValue(text(random, random.nextInt(12)) + (random.nextBoolean() ? "\n" : "\\"));
      default -> {
        double value = Double.longBitsToDouble(random.nextLong());
        yield new FloatValue(Double.isFinite(value) ? value : 0);
      }
    };
  }

  private static String name(Random random) {
    return text(random, random.nextInt(6)) + (char) ('a' + random.nextInt(26));
  }

  private static String text(Random random, int length) {
    int[] points = ALPHABET.codePoints().toArray();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return out.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\\", "a\nb", "#a", "\ta"})
  void refusesMeasurementsThatNoLineCanHold(String measurement) {
    assertThatThrownBy(
            () ->
                new Point(
                    measurement,
                    new TreeMap<>(),
                    Map.of("f", new FloatValue(1)),
                    OptionalLong.empty()))
        .hasMessageContaining("Line protocol cannot hold");
  }
}
