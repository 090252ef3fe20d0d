package io.wiresmith.etl.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.InfluxQLQuery;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reading from InfluxDB 1.6.7 on this machine, each thing beside what it is compared with, in one
 * run. Arguments: what to measure ({@code rate}, {@code parallel}, {@code tag}, {@code bulk},
 * {@code cuts}), a directory. Prints {@code name=value} lines.
 */
public final class InfluxBenchmark {
  private static final String DATABASE = "bench";
  private static final long START = 1_790_812_800_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final TestingInflux influx;
  private final Path directory;

  private InfluxBenchmark(TestingInflux influx, Path directory) {
    this.influx = influx;
    this.directory = directory;
  }

  public static void main(String[] args) throws IOException {
    try (TestingInflux influx = TestingInflux.v1().start()) {
      influx.createDatabase(DATABASE);
      InfluxBenchmark bench = new InfluxBenchmark(influx, Path.of(args[1]));
      switch (args[0]) {
        case "rate" -> bench.rate();
        case "parallel" -> bench.parallel();
        case "tag" -> bench.tag();
        case "bulk" -> bench.bulk();
        case "cuts" -> bench.cuts();
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  /** Rows of float fields; the series take turns. */
  private void write(int rows, int series, int fields, long step) {
    Random random = new Random(42);
    StringBuilder lines = new StringBuilder();
    for (int row = 0; row < rows; row++) {
      lines.append("m,series=s").append(row % series);
      for (int field = 0; field < fields; field++) {
        double value = Math.round(random.nextDouble() * 1e6) / 1e6;
        lines.append(field == 0 ? ' ' : ',').append('f').append(field).append('=').append(value);
      }
      lines.append(' ').append(START + row * step).append('\n');
      if (lines.length() > 8_000_000 || row == rows - 1) {
        influx.write(DATABASE, lines.toString());
        lines.setLength(0);
      }
    }
  }

  private static void say(String name, Object value) {
    System.out.println(name + "=" + value);
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private Map<String, String> options(String url, Map<String, String> more) {
    Map<String, String> options = new TreeMap<>(more);
    options.put("url", url);
    options.put("measurement", "m");
    return options;
  }

  private String url() {
    return influx.location(DATABASE).toString();
  }

  /** One partition in one thread, without Spark around it; curl and the official client beside. */
  private void rate() {
    int rows = 200_000;
    write(rows, 200, 21, SECOND);
    List<Double> curl = new ArrayList<>();
    List<Double> read = new ArrayList<>();
    List<Double> proven = new ArrayList<>();
    List<Double> client = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      double byCurl = seconds(this::curl);
      double protocol = seconds(() -> one(Map.of("verify", "protocol")));
      double counts = seconds(() -> one(Map.of("verify", "counts")));
      double official =
          Boolean.parseBoolean(System.getProperty("bench.client", "true"))
              ? seconds(this::official)
              : 1;
      if (round > 0) { // The first warms all of them up.
        curl.add(rows / byCurl);
        read.add(rows / protocol);
        proven.add(rows / counts);
        client.add(rows / official);
      }
    }
    say("curl", median(curl));
    say("read", median(read));
    say("proven", median(proven));
    say("client", median(client));
  }

  private long one(Map<String, String> more) {
    InfluxOptions options = InfluxOptions.of(options(url(), more));
    MeasurementSchema schema = options.dialect().schema("m");
    Columns columns = Columns.of(schema);
    Selection all =
        new Selection(
            "m", List.copyOf(schema.fields().keySet()), TimeRange.ALL, List.of(), List.of(), 0);
    long rows = 0;
    try (InfluxRowReader reader =
        new InfluxRowReader(new PartitionRead(options, schema, columns, columns.all()), all)) {
      while (reader.next()) {
        rows++;
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return rows;
  }

  /** The same query to a file. */
  private void curl() {
    InfluxOptions options = InfluxOptions.of(options(url(), Map.of()));
    MeasurementSchema schema = options.dialect().schema("m");
    String query =
        new InfluxQlText(options.connection().location())
            .read(
                new Selection(
                    "m",
                    List.copyOf(schema.fields().keySet()),
                    TimeRange.ALL,
                    List.of(),
                    List.of(),
                    0));
    List<String> command =
        List.of(
            "curl",
            "-sS",
            "-o",
            directory.resolve("curl.out").toString(),
            "-H",
            "Accept: application/x-msgpack",
            "--data-urlencode",
            "q=" + query,
            "-d",
            "db=" + DATABASE,
            "-d",
            "epoch=ns",
            "-d",
            "chunked=true",
            "-d",
            "chunk_size=10000",
            influx.location(DATABASE).server() + "/query");
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException("curl failed");
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void official() {
    try (InfluxDBClient client =
        InfluxDBClientFactory.create(influx.location(DATABASE).server().toString())) {
      var result =
          client
              .getInfluxQLQueryApi()
              .query(new InfluxQLQuery("SELECT * FROM m GROUP BY *", DATABASE));
      long rows =
          result.getResults().get(0).getSeries().stream()
              .mapToLong(s -> s.getValues().size())
              .sum();
      if (rows == 0) {
        throw new IllegalStateException("the client read nothing");
      }
    }
  }

  private static SparkSession spark(int threads) {
    return SparkSession.builder()
        .master("local[" + threads + "]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.parquet.compression.codec", "zstd")
        .getOrCreate();
  }

  private static Dataset<Row> rows(SparkSession spark, Map<String, String> options) {
    return spark.read().format("influxdb").options(options).load();
  }

  private static void drain(Dataset<Row> rows) {
    rows.write().format("noop").mode("overwrite").save();
  }

  /** Long texts, so that the wire and not a core is what is waited for. */
  private void writeTexts(int rows) {
    Random random = new Random(42);
    for (int row = 0; row < rows; ) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 5_000; i++, row++) {
        lines.append("m,series=s").append(row % 50).append(" text=\"");
        for (int part = 0; part < 32; part++) {
          lines.append(Long.toHexString(random.nextLong() | Long.MIN_VALUE));
        }
        lines.append("\" ").append(START + row * SECOND).append('\n');
      }
      influx.write(DATABASE, lines.toString());
    }
  }

  /** Through a wire of 10 MB/s for each connection. */
  private void parallel() {
    writeTexts(160_000);
    SparkSession spark = spark(4);
    try (TapProxy tap = TapProxy.of(influx)) {
      tap.tap(Tap.open().limit(10_000_000));
      String url = tap.location(influx.location(DATABASE)).toString();
      Map<String, String> one =
          options(url, Map.of("verify", "protocol", "rows-per-partition", "10000000"));
      Map<String, String> four =
          options(url, Map.of("verify", "protocol", "rows-per-partition", "40000"));
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < 4; round++) {
        Dataset<Row> whole = rows(spark, one).coalesce(1);
        double alone = seconds(() -> drain(whole));
        double together = seconds(() -> drain(rows(spark, four)));
        if (round > 0) {
          ratios.add(alone / together);
          say("seconds", String.format(Locale.ROOT, "%.2f %.2f", alone, together));
        }
      }
      say("partitions", rows(spark, four).rdd().getNumPartitions());
      say("speedup", median(ratios));
    }
    spark.stop();
  }

  /** One series of fifty. */
  private void tag() {
    write(1_000_000, 50, 4, SECOND);
    SparkSession spark = spark(2);
    Map<String, String> options = options(url(), Map.of());
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      Supplier<Dataset<Row>> all = () -> rows(spark, options);
      double whole = seconds(() -> drain(all.get()));
      double series = seconds(() -> drain(all.get().filter("series = 's7'")));
      if (round > 0) {
        ratios.add(whole / series);
        say("seconds", String.format(Locale.ROOT, "%.2f %.3f", whole, series));
      }
    }
    say("speedup", median(ratios));
    spark.stop();
  }

  /** Ten million rows of eight fields into Parquet. */
  private void bulk() throws IOException {
    int rows = Integer.getInteger("bench.rows", 10_000_000);
    write(rows, 100, 8, SECOND / 4);
    SparkSession spark = spark(2);
    Path out = directory.resolve("bulk.parquet");
    double seconds =
        seconds(
            () ->
                rows(spark, options(url(), Map.of()))
                    .write()
                    .mode("overwrite")
                    .parquet(out.toString()));
    say("written", rows);
    say("found", spark.read().parquet(out.toString()).count());
    say("seconds", seconds);
    say("peak_mb", peakMegabytes());
    spark.stop();
  }

  /** The most this process, without the server, ever held. */
  private static long peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  /** An answer that ends at a random byte. */
  private void cuts() {
    write(4_000, 20, 8, SECOND);
    long length;
    try (TapProxy tap = TapProxy.of(influx)) {
      through(tap);
      length = tap.bytes();
    }
    Random random = new Random(42);
    int accepted = 0;
    int refused = 0;
    for (int cut = 0; cut < 1_000; cut++) {
      try (TapProxy tap = TapProxy.of(influx)) {
        Tap.Ending ending = cut % 2 == 0 ? Tap.Ending.FIN : Tap.Ending.RST;
        tap.tap(Tap.open().cutAfter(random.nextLong(length), ending));
        try {
          through(tap);
          accepted++;
        } catch (WiresmithException e) {
          refused++;
        }
      }
    }
    say("accepted", accepted);
    say("refused", refused);
  }

  private void through(TapProxy tap) {
    String url = tap.location(influx.location(DATABASE)).toString();
    InfluxOptions direct = InfluxOptions.of(options(url(), Map.of()));
    MeasurementSchema schema = direct.dialect().schema("m");
    Columns columns = Columns.of(schema);
    InfluxOptions tapped =
        InfluxOptions.of(options(url, Map.of("attempts", "1", "verify", "protocol")));
    Selection all =
        new Selection(
            "m", List.copyOf(schema.fields().keySet()), TimeRange.ALL, List.of(), List.of(), 0);
    RowBuilder rows = new RowBuilder(columns, schema, all, columns.all(), "bench", row -> {});
    tapped.dialect().read(all, rows);
  }
}
