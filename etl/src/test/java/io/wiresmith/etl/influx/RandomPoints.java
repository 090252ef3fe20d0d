package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldValue;
import io.wiresmith.core.telemetry.FieldValue.BooleanValue;
import io.wiresmith.core.telemetry.FieldValue.FloatValue;
import io.wiresmith.core.telemetry.FieldValue.IntegerValue;
import io.wiresmith.core.telemetry.FieldValue.StringValue;
import io.wiresmith.core.telemetry.FieldValue.UnsignedValue;
import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;

/**
 * Points with edge values, the same for a seed: each a time, a tag set and some fields that a
 * server may hold.
 */
final class RandomPoints {
  static final String MEASUREMENT = "select from, \"m\"";

  private static final long WEEK = 604_800_000_000_000L;
  private static final long BASE = 1_790_000_000_000_000_000L;
  private static final String[] TEXTS = {
    "a",
    "it's",
    "a \"b\"",
    "\\",
    "line\nfeed",
    "\n",
    "ü 漢 😀",
    "c=d, e",
    " ",
    "#",
    "${x}",
    "$lo",
    "null",
    "1",
    "tab\tstop",
    "\"\"",
    "//* --",
    "\u0001",
    "#datatype,string",
    "end\\\\"
  };
  private static final double[] NUMBERS = {
    0, -0.0, 1, -1.5, 0.1, 1e300, -1e-300, Double.MIN_VALUE, Double.MAX_VALUE, 9007199254740993.0, 3
  };
  private static final long[] INTEGERS = {
    0,
    1,
    -1,
    127,
    128,
    -128,
    -129,
    255,
    256,
    32768,
    65536,
    1L << 31,
    1L << 32,
    (1L << 53) + 1,
    -(1L << 53) - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;
  private final boolean unsigned;
  private final boolean all;
  private long clock = BASE;
  private long number;

  /**
   * Begins.
   *
   * @param unsigned whether the server has unsigned integers
   * @param all whether also what Flux cannot tell
   */
  RandomPoints(long seed, boolean unsigned, boolean all) {
    this.random = new Random(seed);
    this.unsigned = unsigned;
    this.all = all;
  }

  List<String> lines(int count) {
    List<String> lines = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      lines.add(LineProtocolEncoder.encode(point()));
    }
    return lines;
  }

  private Point point() {
    long time = time();
    TreeMap<String, String> tags = new TreeMap<>();
    if (random.nextInt(3) > 0) {
      tags.put("host", "h" + random.nextInt(40));
    }
    if (random.nextInt(3) == 0) {
      tags.put("odd, tag=", List.of("=", "a b", "ü,\"'", "😀").get(random.nextInt(4)));
    }
    if (random.nextInt(20) == 0) {
      tags.put(List.of("table", "result", "or").get(random.nextInt(3)), "x" + random.nextInt(3));
    }
    Map<String, FieldValue> fields = new TreeMap<>();
    while (fields.isEmpty()) {
      fill(fields, time);
    }
    return new Point(MEASUREMENT, tags, fields, OptionalLong.of(time));
  }

  /**
   * Mostly close together, some a nanosecond apart, some long ago, none twice: exports from files
   * tell overwritten values too.
   */
  private long time() {
    clock += random.nextInt(4) == 0 ? 2 : 2 + random.nextInt(400_000_000);
    number++;
    return switch (random.nextInt(50)) {
      case 0 -> clock - 1;
      case 1 -> BASE - WEEK * (1 + random.nextInt(6)) + number;
      case 2 -> -number * 1_000_000_000L - random.nextInt(10);
      case 3 -> number - 100;
      default -> clock;
    };
  }

  private void fill(Map<String, FieldValue> fields, long time) {
    if (random.nextBoolean()) {
      fields.put("float", new FloatValue(number()));
    }
    if (random.nextBoolean()) {
      fields.put("integer", new IntegerValue(integer()));
    }
    if (random.nextInt(4) == 0) {
      fields.put("flag", new BooleanValue(random.nextBoolean()));
    }
    if (random.nextInt(3) == 0) {
      fields.put("a text", new StringValue(text()));
    }
    if (unsigned && random.nextInt(4) == 0) {
      fields.put("unsigned", new UnsignedValue(integer()));
    }
    if (all && random.nextInt(8) == 0) {
      fields.put("host", new FloatValue(number()));
    }
    if (all && random.nextInt(8) == 0) {
      fields.put("changing", changing(time));
    }
    if (random.nextInt(500) == 0) {
      fields.put("rare", new FloatValue(number()));
    }
  }

  /** Of one type in each shard group; these begin on Mondays, 1970 on a Thursday. */
  private FieldValue changing(long time) {
    long week = Math.floorDiv(time + WEEK / 7 * 3, WEEK);
    return switch ((int) Math.floorMod(week, 4L)) {
      case 0 -> new IntegerValue(integer());
      case 1 -> new BooleanValue(random.nextBoolean());
      case 2 -> new StringValue(text());
      default -> new FloatValue(number());
    };
  }

  private double number() {
    return random.nextBoolean()
        ? NUMBERS[random.nextInt(NUMBERS.length)]
        : random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
  }

  private long integer() {
    return random.nextBoolean() ? INTEGERS[random.nextInt(INTEGERS.length)] : random.nextLong();
  }

  private String text() {
    if (all && random.nextInt(10) == 0) {
      return random.nextBoolean() ? "" : "carriage\r\nreturn\r";
    }
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
