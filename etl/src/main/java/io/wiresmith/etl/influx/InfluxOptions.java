package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Backoff;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import io.wiresmith.core.telemetry.influx.InfluxCredentials;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.core.telemetry.influx.InfluxTimeouts;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of the source {@code influxdb}; docs/reference/influxdb.md describes each.
 *
 * @param connection which database, and who asks
 * @param measurement the one measurement to read
 * @param range the times to read
 * @param rowsPerPartition rows at which a partition is split
 * @param mostQueries queries at once, in each process
 * @param chunkRows rows in a chunk of an answer
 * @param countsProve whether the server's counts must equal what was read
 * @param everyRow whether rows without any of the columns that are asked for are rows too
 * @param partitionTag the tag that splits what time cannot; empty text for the one with most values
 * @param backoff how often a partition is tried
 */
record InfluxOptions(
    InfluxConnection connection,
    String measurement,
    TimeRange range,
    int rowsPerPartition,
    int mostQueries,
    int chunkRows,
    boolean countsProve,
    boolean everyRow,
    String partitionTag,
    Backoff backoff)
    implements Serializable {
  static final String URL = "url";
  static final String MEASUREMENT = "measurement";
  static final String TAGS = "tags";
  static final String FROM = "from";
  static final String UNTIL = "until";
  static final String ROWS_PER_PARTITION = "rows-per-partition";
  static final String MOST_QUERIES = "max-concurrent-queries";
  static final String CHUNK_ROWS = "chunk-rows";
  static final String VERIFY = "verify";
  static final String ROWS = "rows";
  static final String PARTITION_TAG = "partition-tag";
  static final String ATTEMPTS = "attempts";
  static final String SILENCE = "silence-seconds";

  /** Options that stand for a variable of the environment; secrets are in files. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "user", "WIRESMITH_INFLUX_USER",
          "password-file", "WIRESMITH_INFLUX_PASSWORD_FILE",
          "token-file", "WIRESMITH_INFLUX_TOKEN_FILE",
          "ca-file", "WIRESMITH_INFLUX_CA_FILE");

  private static final List<String> KNOWN =
      List.of(
          URL,
          MEASUREMENT,
          TAGS,
          FROM,
          UNTIL,
          ROWS_PER_PARTITION,
          MOST_QUERIES,
          CHUNK_ROWS,
          VERIFY,
          ROWS,
          PARTITION_TAG,
          ATTEMPTS,
          SILENCE,
          "user",
          "password-file",
          "token-file",
          "ca-file",
          "path");

  /** Reads options; names are in lower case. */
  static InfluxOptions of(Map<String, String> options) {
    for (String name : options.keySet()) {
      if (!KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
        throw invalid("an unknown option '" + name + "'", "one of " + KNOWN)
            .apply(NearestName.hint(name, KNOWN));
      }
    }
    String url = options.getOrDefault(URL, options.getOrDefault("path", ""));
    if (url.isEmpty()) {
      throw invalid("no option 'url'", "influxdb+http://host:port/<database>").apply("");
    }
    String measurement = options.getOrDefault(MEASUREMENT, "");
    if (measurement.isEmpty()) {
      throw invalid("no option 'measurement'", ".option(\"measurement\", NAME)").apply("");
    }
    return new InfluxOptions(
        new InfluxConnection(
            InfluxLocation.parse(url),
            credentials(options),
            new InfluxTimeouts(
                InfluxTimeouts.usual().connect(),
                Duration.ofSeconds(number(options, SILENCE, 60)))),
        measurement,
        new TimeRange(time(options, FROM, TimeRange.LEAST), time(options, UNTIL, Long.MAX_VALUE)),
        number(options, ROWS_PER_PARTITION, 500_000),
        number(options, MOST_QUERIES, 4),
        number(options, CHUNK_ROWS, 10_000),
        choice(options, VERIFY, List.of("counts", "protocol")).equals("counts"),
        choice(options, ROWS, List.of("every", "asked")).equals("every"),
        options.getOrDefault(PARTITION_TAG, ""),
        new Backoff(number(options, ATTEMPTS, 6), Duration.ofMillis(500), Duration.ofSeconds(8)));
  }

  private static InfluxCredentials credentials(Map<String, String> options) {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    VARIABLES.forEach(
        (option, variable) -> {
          if (options.containsKey(option)) {
            environment.put(variable, options.get(option));
          }
        });
    return InfluxCredentials.of(environment);
  }

  /** A way to ask that server; made where it is used. */
  Dialect dialect() {
    QueryGate gate = new QueryGate(connection.location().server(), mostQueries);
    return switch (connection.location().dialect()) {
      case INFLUXQL -> new InfluxQlDialect(connection, gate, chunkRows);
      case FLUX -> new FluxDialect(connection, gate);
    };
  }

  private static int number(Map<String, String> options, String name, int usual) {
    String text = options.getOrDefault(name, Integer.toString(usual));
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw invalid("option " + name + "=" + text, "a whole number above 0").apply("");
  }

  private static long time(Map<String, String> options, String name, long usual) {
    String text = options.getOrDefault(name, "");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      return Nanos.of(Instant.parse(text));
    } catch (DateTimeException e) {
      throw invalid("option " + name + "=" + text, "a time such as 2026-11-15T00:00:00Z").apply("");
    }
  }

  private static String choice(Map<String, String> options, String name, List<String> choices) {
    String text = options.getOrDefault(name, choices.get(0));
    if (!choices.contains(text)) {
      throw invalid("option " + name + "=" + text, String.join(" or ", choices))
          .apply(NearestName.hint(text, choices));
    }
    return text;
  }

  /** The tags that were named, maybe none, of a schema that the user gives. */
  static Optional<List<String>> tags(Map<String, String> options) {
    return Optional.ofNullable(options.get(TAGS))
        .map(
            names ->
                Arrays.stream(names.split("[,\n]"))
                    .map(String::strip)
                    .filter(tag -> !tag.isEmpty())
                    .toList());
  }

  private static java.util.function.Function<String, WiresmithException> invalid(
      String found, String required) {
    return hint ->
        new WiresmithException(
            ErrorCode.INVALID_INPUT,
            "The source influxdb was given " + found + ". Required: " + required + "." + hint);
  }
}
