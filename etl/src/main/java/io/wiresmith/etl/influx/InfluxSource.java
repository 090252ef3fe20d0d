package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.etl.source.TelemetryLayout;
import io.wiresmith.etl.source.TelemetrySource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telemetry in an InfluxDB database.
 *
 * @param location the database
 * @param from the first time that is read, if not all
 * @param until the first time that is not read any more, if not all
 * @param tuning options of the source by name, such as {@code rows-per-partition}
 * @param server the server's product and version
 */
public record InfluxSource(
    InfluxLocation location,
    Optional<Instant> from,
    Optional<Instant> until,
    Map<String, String> tuning,
    String server)
    implements TelemetrySource {
  private static final Logger LOG = LoggerFactory.getLogger(InfluxSource.class);

  /** Copies the tuning. */
  public InfluxSource {
    tuning = Map.copyOf(tuning);
  }

  /**
   * Asks the server who it is.
   *
   * @throws io.wiresmith.core.WiresmithException {@code DEPENDENCY_DOWN} if it does not answer
   *     after some attempts, {@code USAGE} if it is no InfluxDB server
   */
  public static InfluxSource connect(
      InfluxLocation location,
      Optional<Instant> from,
      Optional<Instant> until,
      Map<String, String> tuning) {
    InfluxOptions read = InfluxOptions.of(options(location, "any", tuning));
    String server = read.backoff().run(() -> read.dialect().server(), LOG::warn);
    return new InfluxSource(location, from, until, tuning, server);
  }

  @Override
  public Dataset<Row> observe(SparkSession spark, TelemetryLayout layout) {
    return reader(spark, layout.measurement())
        .schema(layout.schema())
        .option(InfluxOptions.TAGS, String.join("\n", layout.tags()))
        .load()
        .select(layout.selection());
  }

  /** The rows of any measurement, with the columns and types of the server. */
  public Dataset<Row> measurement(SparkSession spark, String name) {
    return reader(spark, name).load();
  }

  private static Map<String, String> options(
      InfluxLocation location, String measurement, Map<String, String> tuning) {
    Map<String, String> options = new TreeMap<>(tuning);
    options.put(InfluxOptions.URL, location.toString());
    options.put(InfluxOptions.MEASUREMENT, measurement);
    return options;
  }

  private DataFrameReader reader(SparkSession spark, String measurement) {
    Map<String, String> options = options(location, measurement, tuning);
    from.ifPresent(time -> options.put(InfluxOptions.FROM, time.toString()));
    until.ifPresent(time -> options.put(InfluxOptions.UNTIL, time.toString()));
    return spark.read().format(InfluxProvider.SHORT_NAME).options(options);
  }

  /** The server and the query. */
  @Override
  public String description() {
    return "%s at %s, times from %s until %s"
        .formatted(
            server,
            location,
            from.map(Instant::toString).orElse("the first"),
            until.map(Instant::toString).orElse("the last"));
  }
}
