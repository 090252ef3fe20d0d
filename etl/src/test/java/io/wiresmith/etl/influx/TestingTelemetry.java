package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.influx.InfluxDialect;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxSetup;
import io.wiresmith.core.telemetry.influx.TestingInflux;
import io.wiresmith.etl.testing.TestingSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A server of one class of tests, asked in one dialect, with a new database for each test. */
final class TestingTelemetry implements AutoCloseable {
  private static final int BATCH = 20_000;

  private final TestingInflux influx;
  private final InfluxDialect dialect;
  private final List<Path> secrets = new ArrayList<>();
  private int databases;

  private TestingTelemetry(TestingInflux influx, InfluxDialect dialect) {
    this.influx = influx;
    this.dialect = dialect;
  }

  static TestingTelemetry start(InfluxSetup setup, InfluxDialect dialect) {
    return new TestingTelemetry(setup.start(), dialect);
  }

  TestingInflux influx() {
    return influx;
  }

  boolean flux() {
    return dialect == InfluxDialect.FLUX;
  }

  /** A new database with shard groups of a week that holds these lines. */
  InfluxLocation holding(List<String> lines) {
    String name = "t" + ++databases;
    influx.createDatabase(name);
    write(name, lines);
    return influx.location(name, dialect);
  }

  /** The database that was made last. */
  InfluxLocation last() {
    return influx.location("t" + databases, dialect);
  }

  InfluxLocation holding(String... lines) {
    return holding(List.of(lines));
  }

  void write(String database, List<String> lines) {
    for (int i = 0; i < lines.size(); i += BATCH) {
      List<String> batch = lines.subList(i, Math.min(lines.size(), i + BATCH));
      influx.write(database, String.join("\n", batch));
    }
  }

  /** Options of the source that say who asks; secrets are in files. */
  Map<String, String> credentials() {
    Map<String, String> options = new TreeMap<>();
    influx
        .environment()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "WIRESMITH_INFLUX_USER" -> options.put("user", value);
                case "WIRESMITH_INFLUX_PASSWORD" -> options.put("password-file", secret(value));
                case "WIRESMITH_INFLUX_TOKEN" -> options.put("token-file", secret(value));
                default -> throw new AssertionError(name);
              }
            });
    return options;
  }

  /** A file with a secret; gone after {@link #close}. */
  String secret(String value) {
    try {
      Path file = Files.createTempFile("secret-", "");
      secrets.add(Files.writeString(file, value));
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataFrameReader reader(InfluxLocation location, String measurement) {
    return TestingSpark.session()
        .read()
        .format("influxdb")
        .options(credentials())
        .option("url", location.toString())
        .option("measurement", measurement);
  }

  Dataset<Row> read(InfluxLocation location, String measurement) {
    return reader(location, measurement).load();
  }

  /** What the reader is made of, without Spark. */
  InfluxOptions options(InfluxLocation location, String measurement, String... more) {
    Map<String, String> options = new TreeMap<>(credentials());
    options.put("url", location.toString());
    options.put("measurement", measurement);
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return InfluxOptions.of(options);
  }

  @Override
  public void close() {
    influx.close();
    for (Path file : secrets) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
