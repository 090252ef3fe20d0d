package io.wiresmith.etl.influx;

import com.fasterxml.jackson.databind.JsonNode;
import com.influxdb.Cancellable;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.FluxRecord;
import com.influxdb.query.FluxTable;
import com.influxdb.query.internal.FluxCsvParser;
import com.influxdb.query.internal.FluxCsvParser.FluxResponseConsumer;
import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.influx.InfluxAnswer;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import okio.BufferedSource;
import okio.Okio;

/**
 * Flux over {@code /api/v2/query}, its annotated answer parsed by the official client as it comes.
 * It cannot tell an empty text from none, nor read a field that is named like a tag or has several
 * types; it loses carriage returns in texts, and a point at the very last nanosecond. InfluxQL can
 * all of that.
 */
final class FluxDialect implements Dialect {
  private static final long WEEK_SECONDS = 7 * 86_400L;

  /** No kept connection, which the server may close just when it is used again. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Type", "application/json", "Accept", "application/csv", "Connection", "close");

  /** Columns of Flux itself. */
  private static final Set<String> FRAME =
      Set.of("_start", "_stop", "_field", "_measurement", "_time", "_value");

  /** Rows in a chunk of a small answer. */
  private static final int SMALL = 10_000;

  private final InfluxConnection connection;
  private final FluxText text;
  private final QueryGate gate;

  FluxDialect(InfluxConnection connection, QueryGate gate) {
    this.connection = connection;
    this.text = new FluxText(connection.location());
    this.gate = gate;
  }

  @Override
  public String server() {
    return "InfluxDB " + connection.version();
  }

  @Override
  public List<String> measurements() {
    return values(text.measurements());
  }

  @Override
  public MeasurementSchema schema(String measurement) {
    SortedMap<String, Set<FieldKind>> fields = kinds(measurement);
    TreeSet<String> tags = new TreeSet<>();
    if (!fields.isEmpty()) {
      values(text.tagKeys(measurement)).stream()
          .filter(tag -> !FRAME.contains(tag))
          .forEach(tags::add);
    }
    for (String tag : tags) {
      if (fields.containsKey(tag)) {
        throw connection.error(
            ErrorCode.INVALID_INPUT,
            "%s has a tag and a field named '%s', which Flux cannot pivot. Use ?dialect=influxql."
                .formatted(measurement, tag));
      }
    }
    return new MeasurementSchema(measurement, tags, fields);
  }

  @Override
  public SortedMap<String, Set<FieldKind>> kinds(String measurement) {
    TreeMap<String, Set<FieldKind>> fields = new TreeMap<>();
    types(measurement, TimeRange.ALL).forEach((field, kind) -> fields.put(field, EnumSet.of(kind)));
    refuseSeveralTypes(measurement, fields.keySet());
    return fields;
  }

  /** Flux gives only the values of the first type of a field, and counts no others. */
  private void refuseSeveralTypes(String measurement, Set<String> fields) {
    allTypes(measurement, fields)
        .forEach(
            (field, kinds) -> {
              if (kinds.size() > 1) {
                throw connection.error(
                    ErrorCode.INVALID_INPUT,
                    "the field '%s' of %s has several types (%s); Flux would give the first alone. Use ?dialect=influxql."
                        .formatted(field, measurement, kinds.toString().toLowerCase(Locale.ROOT)));
              }
            });
  }

  private Map<String, Set<FieldKind>> allTypes(String measurement, Set<String> fields) {
    try {
      Map<String, Set<FieldKind>> told =
          new InfluxQlDialect(connection, gate, SMALL).kinds(measurement);
      if (told.keySet().containsAll(fields)) {
        return told;
      }
    } catch (WiresmithException e) {
      if (e.code().category() == ErrorCategory.DEPENDENCY) {
        throw e;
      }
      // InfluxQL is switched off.
    }
    return typesByGroup(measurement, fields);
  }

  /** Within a shard group a field has one type. */
  private Map<String, Set<FieldKind>> typesByGroup(String measurement, Set<String> fields) {
    Map<String, Set<FieldKind>> all = new TreeMap<>();
    Selection whole =
        new Selection(measurement, List.copyOf(fields), TimeRange.ALL, List.of(), List.of(), 0);
    for (TimeRange group : fields.isEmpty() ? List.<TimeRange>of() : groups(whole)) {
      types(measurement, group)
          .forEach(
              (field, kind) ->
                  all.computeIfAbsent(field, name -> EnumSet.noneOf(FieldKind.class)).add(kind));
    }
    return all;
  }

  private Map<String, FieldKind> types(String measurement, TimeRange range) {
    Map<String, FieldKind> types = new TreeMap<>();
    each(
        text.types(measurement, range),
        (table, row) ->
            types.put(String.valueOf(row.getValueByKey("_field")), kind(table, measurement)));
    return types;
  }

  private FieldKind kind(FluxTable table, String measurement) {
    String type =
        table.getColumns().stream()
            .filter(column -> column.getLabel().equals("_value"))
            .map(column -> column.getDataType())
            .findFirst()
            .orElse("");
    return switch (type) {
      case "double" -> FieldKind.FLOAT;
      case "long" -> FieldKind.INTEGER;
      case "unsignedLong" -> FieldKind.UNSIGNED;
      case "boolean" -> FieldKind.BOOLEAN;
      case "string" -> FieldKind.STRING;
      default ->
          throw connection.error(
              ErrorCode.UNREADABLE_DATA,
              "a field of %s has the type '%s', which is none of InfluxDB's."
                  .formatted(measurement, type));
    };
  }

  @Override
  public List<TimeRange> shardGroups(Selection selection, MeasurementSchema schema) {
    return groups(selection);
  }

  private List<TimeRange> groups(Selection selection) {
    TimeRange held = held(selection).and(selection.range());
    return held.isEmpty() ? List.of() : ShardGroups.within(held, groupLength());
  }

  private TimeRange held(Selection selection) {
    long[] edges = {Long.MAX_VALUE, Long.MIN_VALUE};
    for (boolean newest : new boolean[] {false, true}) {
      each(
          text.edge(selection, newest),
          (table, row) -> {
            long time = Nanos.of((Instant) Objects.requireNonNull(row.getTime()));
            edges[0] = Math.min(edges[0], time);
            edges[1] = Math.max(edges[1], time);
          });
    }
    return edges[0] > edges[1] ? new TimeRange(0, 0) : new TimeRange(edges[0], edges[1] + 1);
  }

  private Duration groupLength() {
    String path =
        "/api/v2/buckets?"
            + InfluxConnection.parameters(Map.of("name", connection.location().database()));
    try (InfluxAnswer answer = connection.get(path)) {
      if (answer.status() != 200) {
        return Duration.ofSeconds(WEEK_SECONDS);
      }
      JsonNode rules = Json.mapper().readTree(answer.text()).at("/buckets/0/retentionRules/0");
      long seconds = rules.path("shardGroupDurationSeconds").asLong(0);
      return Duration.ofSeconds(seconds > 0 ? seconds : WEEK_SECONDS);
    } catch (IOException e) {
      throw connection.failed(e);
    }
  }

  /** Only the values that a reading gives: an empty text is none. */
  @Override
  public Map<String, Long> counts(Selection selection, MeasurementSchema schema) {
    Map<Boolean, List<String>> texts =
        selection.fields().stream()
            .collect(
                Collectors.partitioningBy(field -> schema.kinds(field).contains(FieldKind.STRING)));
    Map<String, Long> counts = new TreeMap<>();
    texts.forEach(
        (text, fields) -> {
          if (!fields.isEmpty()) {
            Selection some = selection.of(fields);
            count(text ? this.text.countsOfTexts(some) : this.text.counts(some), counts);
          }
        });
    return counts;
  }

  private void count(String query, Map<String, Long> counts) {
    each(
        query,
        (table, row) ->
            counts.put(
                String.valueOf(row.getValueByKey("_field")),
                (Long) Objects.requireNonNull(row.getValueByKey("_value"))));
  }

  @Override
  public Map<Long, Long> histogram(Selection selection, String field, long width) {
    if (selection.range().until() <= 0) {
      // Servers count windows that end before 1970 without end.
      return Map.of();
    }
    TreeMap<Long, Long> counts = new TreeMap<>();
    each(
        text.histogram(selection, field, width),
        (table, row) ->
            counts.merge(
                Nanos.of(Objects.requireNonNull(row.getStart())),
                (Long) Objects.requireNonNull(row.getValueByKey("_value")),
                Long::sum));
    return new LinkedHashMap<>(counts);
  }

  @Override
  public List<String> tagValues(String measurement, String tag) {
    return values(text.tagValues(measurement, tag));
  }

  @Override
  public void read(Selection selection, PointSink sink) {
    ask(text.read(selection), new FluxPoints(selection.fields(), sink));
  }

  private List<String> values(String query) {
    List<String> values = new java.util.ArrayList<>();
    each(query, (table, row) -> values.add(String.valueOf(row.getValueByKey("_value"))));
    return values;
  }

  private void each(String query, BiConsumer<FluxTable, FluxRecord> row) {
    ask(query, new Rows(row));
  }

  private void ask(String query, FluxResponseConsumer consumer) {
    gate.through(() -> asked(query, consumer));
  }

  private void asked(String query, FluxResponseConsumer consumer) {
    byte[] body =
        Json.bytes(
            Map.of(
                "query",
                query,
                "type",
                "flux",
                "dialect",
                Map.of("annotations", List.of("datatype", "group", "default"))));
    String organisation = connection.location().organisation();
    String path =
        organisation.isEmpty()
            ? "/api/v2/query"
            : "/api/v2/query?" + InfluxConnection.parameters(Map.of("org", organisation));
    try (InfluxAnswer answer = connection.post(path, HEADERS, body)) {
      if (answer.status() != 200 || !csv(answer)) {
        throw connection.refused(answer, "the Flux query");
      }
      BufferedSource source = Okio.buffer(Okio.source(answer.body()));
      if (source.exhausted()) {
        throw new EOFException("The answer is empty");
      }
      new FluxCsvParser().parseFluxResponse(source, new Never(), consumer);
    } catch (InfluxException e) {
      throw connection.refused(String.valueOf(e.getMessage()), "the Flux query");
    } catch (UncheckedIOException e) {
      // So the parser tells of a transport that breaks within a table.
      throw connection.failed(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw connection.failed(e);
    }
  }

  private static boolean csv(InfluxAnswer answer) {
    String type = answer.header("Content-Type").orElse("");
    return type.isEmpty() || type.contains("csv");
  }

  /** Nothing is ever cancelled: an answer is read to its end or fails. */
  private static final class Never implements Cancellable {
    @Override
    public void cancel() {}

    @Override
    public boolean isCancelled() {
      return false;
    }
  }

  /** Each row with its table. */
  private static final class Rows implements FluxResponseConsumer {
    private final BiConsumer<FluxTable, FluxRecord> row;
    private FluxTable table = new FluxTable();

    Rows(BiConsumer<FluxTable, FluxRecord> row) {
      this.row = row;
    }

    @Override
    public void accept(int index, Cancellable cancellable, FluxTable next) {
      table = next;
    }

    @Override
    public void accept(int index, Cancellable cancellable, FluxRecord next) {
      row.accept(table, next);
    }
  }
}
