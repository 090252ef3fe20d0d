package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.telemetry.LineProtocolEncoder;
import io.wiresmith.core.telemetry.LineProtocolReader;
import io.wiresmith.core.telemetry.Point;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is read equals, value for value, what an independent reader of the server says. */
class EqualityTest {
  @Nested
  class InfluxQlOf16 extends Equality {
    InfluxQlOf16() {
      super(v1(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf112 extends Equality {
    InfluxQlOf112() {
      super(v112(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf27 extends Equality {
    InfluxQlOf27() {
      super(v2(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class FluxOf112 extends Equality {
    FluxOf112() {
      super(v112(), InfluxDialect.FLUX);
    }
  }

  @Nested
  class FluxOf27 extends Equality {
    FluxOf27() {
      super(v2(), InfluxDialect.FLUX);
    }
  }

  private abstract static class Equality extends OnEachServer {
    private static final long SEED = 20261121;

    Equality(InfluxSetup setup, InfluxDialect dialect) {
      super(setup, dialect);
    }

    @Test
    void ofTwentyThousandRandomPoints() throws IOException {
      equal(20_000);
    }

    @Test
    @Tag("slow")
    void ofAMillionRandomPoints() throws IOException {
      equal(1_000_000);
    }

    private void equal(int points) throws IOException {
      boolean unsigned = server().influx().release().hasOrganisations();
      InfluxLocation location = server().holding();
      RandomPoints random = new RandomPoints(SEED, unsigned, !server().flux());
      for (int done = 0; done < points; done += 20_000) {
        server().write(location.database(), random.lines(Math.min(20_000, points - done)));
      }
      long[] exported = exported(location.database());
      long[] read = read(location);
      assertThat(read).as("values, seed %d", SEED).hasSameSizeAs(exported);
      assertThat(Arrays.mismatch(read, exported)).as("a value, seed %d", SEED).isEqualTo(-1);
    }

    private long[] exported(String database) throws IOException {
      LongStream.Builder values = LongStream.builder();
      try (InputStream in = Files.newInputStream(server().influx().export(database))) {
        values(in, values::add);
      }
      return values.build().sorted().toArray();
    }

    private long[] read(InfluxLocation location) throws IOException {
      LongStream.Builder values = LongStream.builder();
      Iterator<Row> rows =
          server()
              .reader(location, RandomPoints.MEASUREMENT)
              .option("rows-per-partition", "100000")
              .load()
              .select("_raw", "_reason")
              .toLocalIterator();
      while (rows.hasNext()) {
        byte[] raw = rows.next().getString(0).getBytes(StandardCharsets.UTF_8);
        values(new ByteArrayInputStream(raw), values::add);
      }
      return values.build().sorted().toArray();
    }

    /** A number for each value with all that belongs to it. */
    private static void values(InputStream lines, LongConsumer values) throws IOException {
      try (LineProtocolReader reader = new LineProtocolReader(lines, Precision.NS)) {
        while (reader.next()) {
          assertThat(reader.refused()).as(reader.raw()).isFalse();
          Point point = reader.point();
          point
              .fields()
              .forEach(
                  (name, value) ->
                      values.accept(
                          hash(
                              LineProtocolEncoder.encode(
                                  new Point(
                                      point.measurement(),
                                      point.tags(),
                                      Map.of(name, value),
                                      point.time())))));
        }
      }
    }

    /** FNV-1a with a last mixing. */
    private static long hash(String text) {
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      }
      return (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    }
  }
}
