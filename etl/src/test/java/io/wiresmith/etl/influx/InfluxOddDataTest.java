package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.testing.TestingSpark;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Values and names that a query language or a column of Spark has no room for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InfluxOddDataTest {
  private static final String DATABASE = "odd";
  private static final long WEEK = 7 * 86_400L * 1_000_000_000L;

  private List<TestingInflux> servers = List.of();

  @BeforeAll
  void start() {
    servers = List.of(TestingInflux.v1().start());
    servers.get(0).createDatabase(DATABASE);
  }

  @AfterAll
  void stop() {
    servers.forEach(TestingInflux::close);
  }

  private Dataset<Row> read(String measurement, String lines) {
    TestingInflux influx = servers.get(0);
    influx.write(DATABASE, lines);
    return TestingSpark.session()
        .read()
        .format("influxdb")
        .option("measurement", measurement)
        .load(influx.location(DATABASE).toString());
  }

  @Test
  void comparisonsWithLargeDoublesAreNumbersToTheServer() {
    Dataset<Row> big = read("big", "big d=1 1\nbig d=1e200 2\n");

    assertThat(big.filter("d < 1e300").count()).isEqualTo(2);
    assertThat(big.filter("d >= 1e20").count()).isEqualTo(1);
    assertThat(big.filter("d <= -1e20").count()).isZero();
  }

  @Test
  void aTextWithAControlCharacterIsComparedBySpark() {
    Dataset<Row> texts = read("texts", "texts,t=a\\rb s=\"a\rb\" 1\ntexts s=\"b\" 2\n");

    assertThat(texts.filter("s = 'a\rb'").count()).isEqualTo(1);
    assertThat(texts.filter("t = 'a\rb'").count()).isZero();
  }

  @Test
  void fieldsNamedLikeColumnsOfTheSourceHaveAnotherName() {
    Dataset<Row> rows = read("prov", "prov _line=\"x\",_reason=\"y\",time_ns=3 1\n");

    assertThat(rows.select("_line_1", "_reason_1", "time_ns_1", "time_ns", "_line").collectAsList())
        .singleElement()
        .satisfies(row -> assertThat(row.toString()).isEqualTo("[x,y,3.0,1,1]"));
  }

  @Test
  void aTagNamedLikeAColumnOfTheSourceIsNamed() {
    assertThatThrownBy(() -> read("tagged", "tagged,time_ns=a f=1 1\n"))
        .hasMessageContaining("tagged has a tag named 'time_ns'")
        .hasMessageContaining("_tags");
  }

  @Test
  void anIntegerThatNoDoubleHoldsIsNotRounded() {
    String lines = "mix f=9007199254740993i 1\nmix f=1.5 " + WEEK + "\n";

    assertThatThrownBy(() -> read("mix", lines).collectAsList())
        .rootCause()
        .hasMessageContaining("field 'f' is integer; required: double");
    assertThat(read("mix", "").selectExpr("_reason").filter("_reason = 'type'").count())
        .isEqualTo(1);
  }

  @Test
  void manyValuesOfATagAreNotNamedInAQuery() {
    Dataset<Row> rows = read("few", "few,t=a f=1 1\nfew,t=b f=2 2\n");
    String values = String.join(",", java.util.Collections.nCopies(500, "'a'"));
    String others =
        java.util.stream.IntStream.range(0, 500)
            .mapToObj(i -> "'x" + i + "'")
            .collect(java.util.stream.Collectors.joining(","));

    assertThat(rows.filter("t IN (" + values + "," + others + ")").count()).isEqualTo(1);
  }
}
