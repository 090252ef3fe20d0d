package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetting;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.source.SparkFailures;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** A limit of the server ends a read with a remedy, never with fewer rows. */
class ServerLimitsTest {
  private static final int ROWS = 60_000;

  /** Makes the answer larger than what networks hold back. */
  private static final String TEXT = "x".repeat(700);

  private static final Duration LONG = Duration.ofSeconds(60);

  private static InfluxLocation filled(TestingTelemetry server) {
    return server.holding(
        IntStream.range(0, ROWS)
            .mapToObj(i -> "m,host=h" + i % 3 + " f=0.5,s=\"" + TEXT + "\" " + i)
            .toList());
  }

  private static Dataset<Row> slow(TestingTelemetry server, TapProxy proxy, String attempts) {
    DataFrameReader reader =
        server.reader(proxy.location(filled(server)), "m").option("attempts", attempts);
    Dataset<Row> rows = reader.option("rows-per-partition", "1000000").load();
    proxy.tap(Tap.open().limit(3_000_000));
    return rows;
  }

  private static void refused(InfluxSetup setup, ErrorCode code, String remedy) {
    try (TestingTelemetry server = TestingTelemetry.start(setup, InfluxDialect.INFLUXQL);
        TapProxy proxy = TapProxy.of(server.influx())) {
      Dataset<Row> rows = slow(server, proxy, "1");
      assertThatThrownBy(() -> SparkFailures.unwrapped(rows::collectAsList))
          .isInstanceOfSatisfying(
              WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageContaining(remedy);
      Eventually.holds("no file is left", LONG, () -> spools().isEmpty());
    }
  }

  @Test
  void aQueryTimeout() {
    refused(
        TestingInflux.v1().with(InfluxSetting.QUERY_TIMEOUT, "1s"),
        ErrorCode.DEPENDENCY_DOWN,
        "lower telemetry.influx.rows-per-partition, or raise query-timeout on the server");
  }

  @Test
  void aQueryTimeoutOf112() {
    refused(
        TestingInflux.v112().with(InfluxSetting.QUERY_TIMEOUT, "1s"),
        ErrorCode.DEPENDENCY_DOWN,
        "lower telemetry.influx.rows-per-partition, or raise query-timeout on the server");
  }

  @Test
  void tooManyPoints() {
    refused(
        TestingInflux.v1().with(InfluxSetting.MAX_SELECT_POINT, "1000"),
        ErrorCode.INVALID_INPUT,
        "A limit of the server: lower telemetry.influx.rows-per-partition");
  }

  @Test
  void tooManySeries() {
    refused(
        TestingInflux.v1().with(InfluxSetting.MAX_SELECT_SERIES, "2"),
        ErrorCode.INVALID_INPUT,
        "A limit of the server");
  }

  @Test
  void aKilledQuery() {
    try (TestingTelemetry server =
            TestingTelemetry.start(TestingInflux.v1(), InfluxDialect.INFLUXQL);
        TapProxy proxy = TapProxy.of(server.influx())) {
      Dataset<Row> rows = slow(server, proxy, "1");
      CompletableFuture<List<Row>> read =
          CompletableFuture.supplyAsync(() -> SparkFailures.unwrapped(rows::collectAsList));
      Eventually.holds("the query is killed", LONG, () -> killed(server.influx()));
      assertThatThrownBy(read::join)
          .hasCauseInstanceOf(WiresmithException.class)
          .hasMessageContaining("try again");
      Eventually.holds("no file is left", LONG, () -> spools().isEmpty());
    }
  }

  /** Kills a query for rows, if one runs. */
  private static boolean killed(TestingInflux influx) {
    try {
      JsonNode shown = Json.mapper().readTree(influx.query("t1", "SHOW QUERIES"));
      for (JsonNode query : shown.at("/results/0/series/0/values")) {
        if (query.get(1).asText().contains("GROUP BY *")) {
          influx.query("t1", "KILL QUERY " + query.get(0));
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRowLimitDoesNotConcernChunkedAnswers() {
    InfluxSetup setup = TestingInflux.v1().with(InfluxSetting.MAX_ROW_LIMIT, "100");
    try (TestingTelemetry server = TestingTelemetry.start(setup, InfluxDialect.INFLUXQL)) {
      assertThat(server.read(filled(server), "m").count()).isEqualTo(ROWS);
      assertThat(spools()).isEmpty();
    }
  }

  /** Files that hold back rows, in the directory of this session of Spark. */
  private static List<Path> spools() {
    Path directory = RowSpool.directory();
    assertThat(TestingSpark.session().sparkContext().isStopped()).isFalse();
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(RowSpool.SUFFIX)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
