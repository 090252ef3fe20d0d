package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An answer that is not whole is never taken for one. */
class CompletenessTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Nested
  class InfluxQlOf16 extends Completeness {
    InfluxQlOf16() {
      super(v1(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class InfluxQlOf27 extends Completeness {
    InfluxQlOf27() {
      super(v2(), InfluxDialect.INFLUXQL);
    }
  }

  @Nested
  class FluxOf112 extends Completeness {
    FluxOf112() {
      super(v112(), InfluxDialect.FLUX);
    }

    @Test
    void anErrorBehindRowsIsNeverAccepted() {
      anErrorBehindRows();
    }
  }

  @Nested
  class FluxOf27 extends Completeness {
    FluxOf27() {
      super(v2(), InfluxDialect.FLUX);
    }

    @Test
    void anErrorBehindRowsIsNeverAccepted() {
      anErrorBehindRows();
    }
  }

  private abstract static class Completeness extends OnEachServer {
    private static final long SEED = 4;

    Completeness(InfluxSetup setup, InfluxDialect dialect) {
      super(setup, dialect);
    }

    private InfluxLocation rows(int from, int to) {
      return server().holding(lines(from, to));
    }

    private static List<String> lines(int from, int to) {
      return IntStream.range(from, to)
          .mapToObj(i -> "m,host=h%d f=%d.5,i=%di,s=\"text %d\" %d".formatted(i % 9, i, i, i, i))
          .toList();
    }

    private RereadPartition through(TapProxy proxy, InfluxLocation location, String... more) {
      return new RereadPartition(
          server().options(location, "m"),
          server().options(proxy.location(location), "m", more),
          "f",
          "i",
          "s");
    }

    @Test
    void cutAtFortyBytesItIsNeverAccepted() {
      cut(40);
    }

    @Test
    @Tag("slow")
    void cutAtAThousandBytesItIsNeverAccepted() {
      cut(1_000);
    }

    /** By what the protocol says alone, without counts. */
    private void cut(int times) {
      InfluxLocation location = rows(0, 2_000);
      Random random = new Random(SEED);
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition read =
            through(proxy, location, "attempts", "1", "verify", "protocol", "chunk-rows", "300");
        long before = proxy.bytes();
        assertThat(read.rows()).isEqualTo(2_000);
        long size = proxy.bytes() - before;
        for (int i = 0; i < times; i++) {
          long at = i < 4 ? size - 1 - i : (long) (random.nextDouble() * size);
          proxy.tapNext(1, Tap.open().cutAfter(at, Tap.Ending.values()[i % 2]));
          // HTTP's mark of the end is a 0 and two line ends: with the 0 all is there.
          boolean all = at >= size - 4;
          assertThat(refused(read) || (all && read.rows() == 2_000))
              .as("cut at %d of %d", at, size)
              .isTrue();
        }
        assertThat(read.rows()).isEqualTo(2_000);
      }
    }

    private static boolean refused(RereadPartition read) {
      try {
        return read.rows() < 0;
      } catch (WiresmithException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN);
        return true;
      }
    }

    @Test
    void cutOnceItIsReadAgainFromItsStart() {
      InfluxLocation location = rows(0, 2_000);
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition read = through(proxy, location, "attempts", "3");
        List<String> whole = read.texts();
        long uncut = proxy.connections();
        for (long at : new long[] {0, 150, 20_000, 40_000}) {
          long connections = proxy.connections();
          proxy.tapNext(1, Tap.open().cutAfter(at, Tap.Ending.RST));
          assertThat(read.texts()).isEqualTo(whole).hasSize(2_000);
          assertThat(proxy.connections() - connections).isEqualTo(uncut + 1);
        }
      }
    }

    /** Of Flux; those of InfluxQL come from the server, see {@link ServerLimitsTest}. */
    void anErrorBehindRows() {
      InfluxLocation location = rows(0, 10);
      String body =
          "#datatype,string,long,dateTime:RFC3339,string,double\r\n"
              + "#group,false,false,false,true,false\r\n#default,_result,,,,\r\n"
              + ",result,table,_time,_measurement,f\r\n"
              + ",,0,1970-01-01T00:00:00Z,m,1.5\r\n\r\n"
              + "#datatype,string,string\r\n#group,true,true\r\n#default,,\r\n"
              + ",error,reference\r\n,query was cancelled,897\r\n";
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition read = through(proxy, location, "attempts", "1", "verify", "protocol");
        proxy.tapNext(1, Tap.answering(answer("text/csv", body)));
        assertThatThrownBy(read::rows)
            .isInstanceOf(WiresmithException.class)
            .hasMessageContaining("query was cancelled");
      }
    }

    @Test
    void anAnswerThatIsHtmlOrEmptyIsNeverAccepted() {
      InfluxLocation location = rows(0, 10);
      String type = server().flux() ? "text/csv" : "application/x-msgpack";
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition read = through(proxy, location, "attempts", "1");
        for (String answer :
            List.of(
                answer("text/html", "<html>login</html>"),
                answer(type, ""),
                "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
                "no http\r\n\r\n")) {
          proxy.tapNext(1, Tap.answering(answer));
          assertThatThrownBy(read::rows).as(answer).isInstanceOf(WiresmithException.class);
        }
      }
    }

    private static String answer(String type, String body) {
      return "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
          .formatted(type, body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length, body);
    }

    @Test
    void lateDataAreReadOrToldButNeverLost() {
      InfluxLocation location = rows(0, 3_000);
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition read = through(proxy, location);
        proxy.tapNext(1, Tap.open().stallAfter(20_000, Duration.ofSeconds(2)));
        long before = proxy.bytes();
        CompletableFuture<Long> rows = CompletableFuture.supplyAsync(read::rows);
        Eventually.holds("the answer began", LONG, () -> proxy.bytes() - before >= 20_000);
        server().write(location.database(), lines(3_000, 3_100));
        assertThat(rows.join()).isEqualTo(3_100);
      }
    }

    @Test
    void aWindowThatIsWrittenToAllTheTimeIsSaidToBeMoving() {
      InfluxLocation location = rows(0, 3_000);
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition read = through(proxy, location, "attempts", "1");
        CountingWriter writer = new CountingWriter(server(), location.database());
        proxy.tap(Tap.open().stallAfter(0, Duration.ofMillis(150)));
        try {
          long rows = read.rows();
          assertThat(rows).isGreaterThanOrEqualTo(3_000);
        } catch (WiresmithException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN);
          assertThat(e).hasMessageContaining("is still being written to");
        } finally {
          writer.stop();
        }
        proxy.tap(Tap.open());
        assertThat(read.rows()).isEqualTo(3_000 + writer.written());
      }
    }

    @Test
    void aServerThatIsKilledAndComesBackIsReadWhole() {
      InfluxLocation location = rows(0, 30_000);
      try (TapProxy proxy = TapProxy.of(server().influx())) {
        RereadPartition patient = through(proxy, location, "attempts", "30");
        RereadPartition hasty = through(proxy, location, "attempts", "1");
        for (RereadPartition read : List.of(patient, hasty)) {
          proxy.tapNext(1, Tap.open().limit(400_000));
          long before = proxy.bytes();
          CompletableFuture<Long> rows = CompletableFuture.supplyAsync(read::rows);
          Eventually.holds("the answer began", LONG, () -> proxy.bytes() - before > 100_000);
          server().influx().kill();
          if (read == hasty) {
            assertThatThrownBy(rows::join)
                .hasCauseInstanceOf(WiresmithException.class)
                .hasMessageContaining("then try again");
          }
          server().influx().restart();
          if (read == patient) {
            assertThat(rows.join()).isEqualTo(30_000);
          }
        }
      }
    }
  }
}
