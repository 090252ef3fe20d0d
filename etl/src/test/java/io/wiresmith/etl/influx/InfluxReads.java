package io.wiresmith.etl.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.etl.source.SparkFailures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What the DataSource does on every server. */
abstract class InfluxReads extends OnEachServer {
  private static final long WEEK = 604_800_000_000_000L;

  InfluxReads(InfluxSetup setup, InfluxDialect dialect) {
    super(setup, dialect);
  }

  private static List<String> told(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static void refused(ErrorCode code, String message, ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }

  private static void collected(Dataset<Row> rows) {
    SparkFailures.unwrapped(rows::collectAsList);
  }

  @Test
  void infersTheSchemaOfTheServer() {
    boolean second = server().influx().release().hasOrganisations();
    InfluxLocation location =
        server()
            .holding("m,host=a,zone=b d=1,i=2i,ok=true,s=\"x\"" + (second ? ",u=3u" : "") + " 1");
    String unsigned = second ? ",`u` DECIMAL(20,0)" : "";
    assertThat(server().read(location, "m").schema().toDDL().replace(" NOT NULL", ""))
        .isEqualTo(
            "time TIMESTAMP,time_ns BIGINT,host STRING,zone STRING,d DOUBLE,i BIGINT,ok BOOLEAN,"
                + "s STRING"
                + unsigned.replace("`", ""));
    assertThat(told(server().read(location, "m").drop("time")))
        .containsExactly("[1,a,b,1.0,2,true,x" + (second ? ",3" : "") + "]");
  }

  /** Rows of which few have all fields. */
  private static List<String> sparse() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<String> fields = new ArrayList<>();
      if (i % 2 == 0) {
        fields.add("d=" + (i - 150) / 4.0);
      }
      if (i % 3 == 0) {
        fields.add("i=" + (i % 30 == 0 ? 9007199254740992L + i : i - 150) + "i");
      }
      if (i % 5 == 0) {
        fields.add("s=\"it's " + i % 4 + "\"");
      }
      if (fields.isEmpty() || i % 7 == 0) {
        fields.add("ok=" + (i % 14 < 7));
      }
      String tags = (i % 4 < 3 ? ",host=h" + i % 4 : "") + (i % 11 == 0 ? ",odd\\ tag=\\\"'é" : "");
      lines.add("m" + tags + " " + String.join(",", fields) + " " + (i * (WEEK / 50) + i));
    }
    return lines;
  }

  @Test
  void pruningNeverChangesTheNumberOfRowsUnlessThatIsAskedFor() {
    InfluxLocation location = server().holding(sparse());
    Dataset<Row> all = server().read(location, "m");
    assertThat(all.count()).isEqualTo(300);
    for (String column : all.columns()) {
      assertThat(all.select("`" + column + "`").collectAsList()).as(column).hasSize(300);
    }
    Dataset<Row> asked = server().reader(location, "m").option("rows", "asked").load();
    assertThat(asked.select("d").collectAsList()).hasSize(150).allMatch(row -> !row.isNullAt(0));
    assertThat(asked.select("d", "i").collectAsList()).hasSize(200);
    assertThat(asked.select("host").collectAsList()).hasSize(300);
  }

  @Test
  void pushedFiltersGiveWhatSparkAloneGives() {
    Dataset<Row> read = server().read(server().holding(sparse()), "m");
    Dataset<Row> held = read.cache();
    assertThat(held.count()).isEqualTo(300);
    for (String filter :
        List.of(
            "time_ns = 0",
            "time_ns = 1",
            "time_ns > 604800000000050",
            "time_ns >= 604800000000050",
            "time_ns < 604800000000050 AND time_ns > 12096000000001",
            "time_ns <= 604800000000050 OR host = 'h1'",
            "time >= timestamp'1970-01-08 00:00:00' AND time < timestamp'1970-01-15 00:00:00'",
            "time > timestamp'1970-01-08 00:00:00'",
            "time <= timestamp'1970-01-08 00:00:00'",
            "time = timestamp'1970-01-08 00:00:00'",
            "host = 'h1'",
            "host <=> 'h1'",
            "host != 'h1'",
            "host IN ('h0', 'h2', 'none')",
            "host IN ('')",
            "host IS NULL",
            "host IS NOT NULL",
            "NOT host <=> 'h0'",
            "`odd tag` = '\"\\'é'",
            "host = 'h0' AND `odd tag` IS NULL AND d > 0",
            "d > 3.25",
            "d >= -37.5 AND d < -30.1",
            "d = 0",
            "i = -150",
            "i > 9007199254740992",
            "i <= 9007199254740992 AND i > 100",
            "i > -9223372036854775808",
            "i IS NULL AND d IS NOT NULL",
            "s = 'it\\'s 1'",
            "s > 'it\\'s 1' OR s IS NULL",
            "s = ''",
            "ok = true",
            "ok = false AND host = 'h2'",
            "ok",
            "NOT ok",
            "d IS NOT NULL AND i IS NOT NULL AND s IS NOT NULL",
            "d > i",
            "host LIKE 'h%' AND d < 0")) {
      Dataset<Row> fresh = server().read(location(), "m").filter(filter);
      List<String> wanted = told(held.filter(filter));
      assertThat(told(fresh)).as(filter).isEqualTo(wanted);
      assertThat(fresh.select("host").collectAsList()).as(filter).hasSameSizeAs(wanted);
    }
    held.unpersist();
  }

  private InfluxLocation location() {
    return server().last();
  }

  @Test
  void asksTheServerForNoMoreThanTheFiltersNeed() {
    Dataset<Row> read = server().read(server().holding(sparse()), "m");
    String plan =
        read.filter("host = 'h1' AND time_ns < 1000").queryExecution().executedPlan().toString();
    assertThat(plan).contains("1970-01-01T00:00:00.000001Z)", "with host [h1]");
  }

  @Test
  void limitsAreWholeRows() {
    InfluxLocation location = server().holding(sparse());
    assertThat(server().read(location, "m").limit(7).collectAsList()).hasSize(7);
    assertThat(server().read(location, "m").limit(1000).collectAsList()).hasSize(300);
    assertThat(server().read(location, "m").limit(1).select("d").collectAsList()).hasSize(1);
    assertThat(server().read(location, "m").filter("host = 'h2'").limit(5).collectAsList())
        .hasSize(5)
        .allMatch(row -> "h2".equals(row.getAs("host")));
  }

  @Test
  void windowsHoldTheirFirstNanosecondAndNotTheirLast() {
    long from = 1_790_000_000_000_000_000L;
    long until = from + 60_000_000_000L;
    InfluxLocation location =
        server()
            .holding(
                "m x=1 " + (from - 1), "m x=2 " + from, "m x=3 " + (until - 1), "m x=4 " + until);
    Dataset<Row> window =
        server()
            .reader(location, "m")
            .option("from", "2026-09-21T14:13:20Z")
            .option("until", "2026-09-21T14:14:20Z")
            .load();
    assertThat(told(window.select("time_ns", "x")))
        .containsExactly("[" + from + ",2.0]", "[" + (until - 1) + ",3.0]");
    assertThat(window.filter("time_ns >= " + until).count()).isZero();
    assertThat(window.filter("time_ns < " + from).count()).isZero();
  }

  @Test
  void readsTenThousandSeries() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      lines.add("m,host=h" + i + " x=" + i + " 1790000000000000000");
    }
    Dataset<Row> read = server().read(server().holding(lines), "m");
    Row sums = read.agg(functions.countDistinct("host"), functions.sum("x")).first();
    assertThat(sums.getLong(0)).isEqualTo(10_000);
    assertThat(sums.getDouble(1)).isEqualTo(49_995_000.0);
    assertThat(told(read.filter("host = 'h77'").select("x"))).containsExactly("[77.0]");
  }

  @Test
  void aTagAndAFieldOfOneNameAreTwoColumns() {
    InfluxLocation location =
        server().holding("m,x=tag,y=1 x=1,x_1=7,y=2 1", "m,x=other z=2 2", "m x=3 3");
    if (server().flux()) {
      refused(
          ErrorCode.INVALID_INPUT,
          "m has a tag and a field named 'x', which Flux cannot pivot. Use ?dialect=influxql.",
          () -> server().read(location, "m"));
      return;
    }
    Dataset<Row> read = server().read(location, "m");
    assertThat(told(read.select("time_ns", "x", "x_2", "x_1", "y", "y_1", "z")))
        .containsExactly(
            "[1,tag,1.0,7.0,1,2.0,null]",
            "[2,other,null,null,null,null,2.0]",
            "[3,null,3.0,null,null,null,null]");
    assertThat(told(read.filter("x = 'tag'").select("x_2"))).containsExactly("[1.0]");
    assertThat(told(read.filter("x_2 > 2").select("x_2", "x"))).containsExactly("[3.0,null]");
    assertThat(told(read.filter("x IS NULL").select("time_ns"))).containsExactly("[3]");
  }

  private InfluxLocation twoTypes(String second) {
    return server()
        .holding(
            "m,host=a v=1i,o=1 " + 1,
            "m,host=b v=2i " + (WEEK + 1),
            "m,host=a v=" + second + " " + (2 * WEEK + 1),
            "m,host=b v=9007199254740992i,o=4 " + (3 * WEEK + 1),
            "m,host=c v=" + second + " " + (9 * WEEK + 1));
  }

  @Test
  void aFieldWithTwoTypesOfNumbersIsDoubleAndWhole() {
    InfluxLocation location = twoTypes("2.5");
    if (server().flux()) {
      refused(
          ErrorCode.INVALID_INPUT,
          "the field 'v' of m has several types (",
          () -> server().read(location, "m"));
      return;
    }
    Dataset<Row> read = server().read(location, "m");
    assertThat(read.schema().apply("v").dataType()).isEqualTo(DataTypes.DoubleType);
    assertThat(told(read.select("host", "v", "o")))
        .containsExactly(
            "[a,1.0,1.0]",
            "[a,2.5,null]",
            "[b,2.0,null]",
            "[b,9.007199254740992E15,4.0]",
            "[c,2.5,null]");
    assertThat(told(read.filter("v > 2.1").select("v")))
        .containsExactly("[2.5]", "[2.5]", "[9.007199254740992E15]");
    assertThat(read.limit(5).collectAsList()).hasSize(5);
  }

  @Test
  void aFieldWithTextsAndNumbersIsAnErrorThatNamesIt() {
    InfluxLocation location = twoTypes("\"text\"");
    if (server().flux()) {
      refused(
          ErrorCode.INVALID_INPUT,
          "the field 'v' of m has several types (",
          () -> server().read(location, "m"));
      return;
    }
    Dataset<Row> read = server().read(location, "m");
    refused(
        ErrorCode.UNREADABLE_DATA,
        "field 'v' is integer; required: string. Leave the column out",
        () -> collected(read.select("v")));
    assertThat(told(read.select("host", "v", "_reason")))
        .containsExactly(
            "[a,null,type]", "[a,text,null]", "[b,null,type]", "[b,null,type]", "[c,text,null]");
    assertThat(told(read.select("o"))).hasSize(5);
  }

  @Test
  void booleansAtTheEdgesOfAFieldWithTwoTypesAreNotForgotten() {
    InfluxLocation location =
        server().holding("m v=true 1", "m v=1.5 " + (WEEK + 1), "m v=false " + (2 * WEEK + 1));
    if (!server().flux()) {
      assertThat(told(server().read(location, "m").select("v", "_reason"))).hasSize(3);
    }
  }

  @Test
  void aTypeThatComesWhileItIsReadIsFound() {
    InfluxLocation location = server().holding("m v=1i 1");
    InfluxOptions options = server().options(location, "m", "attempts", "1");
    MeasurementSchema before = options.dialect().schema("m");
    server().write(location.database(), List.of("m v=2.5 " + (WEEK + 1)));
    Columns columns = Columns.of(before);
    PartitionRead read = new PartitionRead(options, before, columns, columns.all());
    try (RowSpool spool = new RowSpool()) {
      assertThatThrownBy(() -> read.into(spool, Selections.all("m", "v")))
          .isInstanceOf(WiresmithException.class)
          .hasMessageContaining("'v'");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void anUnknownMeasurementNamesTheNearest() {
    InfluxLocation location = server().holding("transfers x=1 1", "links x=1 1");
    refused(
        ErrorCode.NOT_FOUND,
        "has no measurement 'transfer'. There are links, transfers. Did you mean 'transfers'?",
        () -> server().read(location, "transfer"));
  }

  @Test
  void anUnknownDatabaseIsNotFound() {
    server().holding("m x=1 1");
    InfluxLocation location = server().influx().location("nowhere", location().dialect());
    refused(
        ErrorCode.NOT_FOUND,
        "Check the path of the URI: /<database> of 1.x, /<organisation>/<bucket> of 2.x.",
        () -> server().reader(location, "m").option("attempts", "1").load());
  }

  @Test
  void aWindowWithoutDataIsEmpty() {
    InfluxLocation location = server().holding("m x=1 1");
    for (String from : List.of("1990-01-01T00:00:00Z", "3000-01-01T00:00:00Z")) {
      assertThat(server().reader(location, "m").option("from", from).load().count()).isZero();
    }
    for (String until : List.of("1960-01-01T00:00:00Z", "1000-01-01T00:00:00Z")) {
      assertThat(server().reader(location, "m").option("until", until).load().count()).isZero();
    }
  }

  @Test
  void queriesAtOnceAreBounded() {
    Set<String> hosts = new TreeSet<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      lines.add("m,host=h" + i + " x=1 " + i * WEEK);
      hosts.add("h" + i);
    }
    Dataset<Row> read =
        server()
            .reader(server().holding(lines), "m")
            .option("max-concurrent-queries", "1")
            .option("rows-per-partition", "10")
            .load();
    assertThat(told(read.select("host"))).hasSize(hosts.size());
  }
}
