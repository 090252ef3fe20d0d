package io.wiresmith.etl.dataset;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * The digest of rows that come in canonical order, one for each UTC hour. Hours are cut by the data
 * and never by partitions, so that the digest of all hours does not depend on who computed which.
 * Not thread-safe.
 */
final class PartDigest {
  /** Nanoseconds in an hour. */
  static final long HOUR = 3_600_000_000_000L;

  private final Map<Long, String> hours = new TreeMap<>();
  private final ByteBuffer number = ByteBuffer.allocate(8);
  private @Nullable MessageDigest digest;
  private long hour;

  /** The hour of a time, rounded towards 1970 as Spark's {@code div} does. */
  static Column hour(String time) {
    return functions.expr("`" + time + "` div " + HOUR + "L");
  }

  /** Adds a row; its first value is the time in nanoseconds. */
  void add(Object[] row) {
    long of = (long) row[0] / HOUR;
    MessageDigest current = digest;
    if (current == null || of != hour) {
      finishHour();
      current = Sha256.digest();
      digest = current;
      hour = of;
    }
    for (Object value : row) {
      update(current, value);
    }
  }

  private void update(MessageDigest current, Object value) {
    if (value instanceof Double real) {
      putLong(current, Double.doubleToLongBits(real));
    } else if (value instanceof Long whole) {
      putLong(current, whole);
    } else if (value instanceof Boolean flag) {
      current.update((byte) (flag ? 1 : 0));
    } else {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      putLong(current, text.length);
      current.update(text);
    }
  }

  private void putLong(MessageDigest current, long value) {
    number.putLong(0, value);
    current.update(number.array());
  }

  private void finishHour() {
    MessageDigest current = digest;
    if (current != null) {
      String before = hours.put(hour, Sha256.hex(current.digest()));
      if (before != null) {
        throw new IllegalStateException("Rows of hour " + hour + " are not in order");
      }
      digest = null;
    }
  }

  /** Hours since 1970 and the digest of their rows. */
  Map<Long, String> hours() {
    finishHour();
    return hours;
  }

  /** The digest of a whole dataset: its schema, then its hours in order. */
  static String whole(List<ColumnSpec> schema, Map<Long, String> hours) {
    StringBuilder all = new StringBuilder(Json.line(schema));
    new TreeMap<>(hours)
        .forEach((hour, digest) -> all.append('\n').append(hour).append(' ').append(digest));
    return Sha256.of(all.toString());
  }
}
