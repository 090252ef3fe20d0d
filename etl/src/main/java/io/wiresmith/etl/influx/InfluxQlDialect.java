package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.influx.InfluxAnswer;
import io.wiresmith.core.telemetry.influx.InfluxConnection;
import io.wiresmith.core.telemetry.influx.InfluxDialect;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** InfluxQL over {@code /query}, in chunks of MessagePack, which keeps what JSON and CSV lose. */
final class InfluxQlDialect implements Dialect {
  /** No kept connection, which the server may close just when it is used again. */
  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/x-msgpack", "Connection", "close");

  private static final long SECOND = 1_000_000_000L;

  private final InfluxConnection connection;
  private final InfluxQlText text;
  private final QueryGate gate;
  private final int chunkRows;

  InfluxQlDialect(InfluxConnection connection, QueryGate gate, int chunkRows) {
    this.connection = connection;
    this.text = new InfluxQlText(connection.location());
    this.gate = gate;
    this.chunkRows = chunkRows;
  }

  @Override
  public String server() {
    return "InfluxDB " + connection.version();
  }

  @Override
  public List<String> measurements() {
    return table("SHOW MEASUREMENTS ON " + InfluxQlText.name(connection.location().database()))
        .rows()
        .stream()
        .map(row -> String.valueOf(row.get(0)))
        .toList();
  }

  /** InfluxQL names a database only: an organisation that is not there would pass unnoticed. */
  private void checkOrganisation() {
    String organisation = connection.location().organisation();
    if (organisation.isEmpty()) {
      return;
    }
    String path =
        "/api/v2/buckets?"
            + InfluxConnection.parameters(
                Map.of("org", organisation, "name", connection.location().database()));
    try (InfluxAnswer answer = connection.get(path)) {
      // Who may read a bucket may not be allowed to look for it; only a clear no counts.
      if (answer.status() == 404) {
        throw connection.refused(answer, "the organisation '" + organisation + "'");
      }
    }
  }

  @Override
  public MeasurementSchema schema(String measurement) {
    checkOrganisation();
    TreeSet<String> tags = new TreeSet<>();
    table(text.tagKeys(measurement)).rows().forEach(row -> tags.add((String) row.get(0)));
    return new MeasurementSchema(measurement, tags, kinds(measurement));
  }

  @Override
  public SortedMap<String, Set<FieldKind>> kinds(String measurement) {
    TreeMap<String, Set<FieldKind>> fields = new TreeMap<>();
    for (List<Object> row : table(text.fieldKeys(measurement)).rows()) {
      fields
          .computeIfAbsent((String) row.get(0), name -> EnumSet.noneOf(FieldKind.class))
          .add(FieldKind.valueOf(((String) row.get(1)).toUpperCase(Locale.ROOT)));
    }
    return fields;
  }

  @Override
  public List<TimeRange> shardGroups(Selection selection, MeasurementSchema schema) {
    if (!connection.version().startsWith("1.")) {
      return computed(selection, schema);
    }
    try {
      return known(selection.range());
    } catch (WiresmithException e) {
      if (e.code() != ErrorCode.USAGE) {
        throw e;
      }
      // Only an administrator is told the groups.
      return computed(selection, schema);
    }
  }

  private List<TimeRange> known(TimeRange range) {
    InfluxTable groups = table("SHOW SHARD GROUPS");
    String policy = policy();
    List<TimeRange> ranges = new ArrayList<>();
    groups.rows().stream()
        .filter(row -> row.get(1).equals(connection.location().database()))
        .filter(row -> row.get(2).equals(policy))
        .map(row -> new TimeRange(nanos(row.get(3)), end(row.get(4))).and(range))
        .sorted(Comparator.comparingLong(TimeRange::from))
        // Where the length was changed, groups may overlap: no time is read twice.
        .map(group -> new TimeRange(Math.max(group.from(), read(ranges)), group.until()))
        .filter(group -> !group.isEmpty())
        .forEachOrdered(ranges::add);
    return ranges;
  }

  private static long read(List<TimeRange> ranges) {
    return ranges.isEmpty() ? Long.MIN_VALUE : ranges.get(ranges.size() - 1).until();
  }

  private static long nanos(Object instant) {
    return Nanos.of(Instant.parse((String) instant));
  }

  /** Told in whole seconds, which cuts a part of the last one that InfluxDB holds. */
  private static long end(Object instant) {
    long end = nanos(instant);
    return end > Long.MAX_VALUE - SECOND ? Long.MAX_VALUE : end;
  }

  private String policy() {
    String asked = connection.location().retentionPolicy();
    return asked.isEmpty() ? (String) policyRow(policies()).get(0) : asked;
  }

  private InfluxTable policies() {
    return table(text.retentionPolicies());
  }

  /** The asked retention policy, else the default one. */
  private List<Object> policyRow(InfluxTable policies) {
    String asked = connection.location().retentionPolicy();
    return policies.rows().stream()
        .filter(
            row ->
                asked.isEmpty()
                    ? Boolean.TRUE.equals(row.get(policies.columns().indexOf("default")))
                    : row.get(0).equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                connection.error(
                    ErrorCode.NOT_FOUND,
                    "there is no retention policy "
                        + (asked.isEmpty() ? "by default" : "'" + asked + "'")
                        + "; there are "
                        + policies.rows().stream().map(row -> row.get(0)).toList()
                        + ". Name one by ?rp=."));
  }

  /** 2.x does not tell its shard groups, but how long they are. */
  private List<TimeRange> computed(Selection selection, MeasurementSchema schema) {
    InfluxTable policies = policies();
    int length = policies.columns().indexOf("shardGroupDuration");
    Duration group = ShardGroups.duration((String) policyRow(policies).get(length));
    TimeRange held = held(selection, schema).and(selection.range());
    return schema.mixes(selection.fields())
        ? filled(selection, schema, held, group)
        : ShardGroups.within(held, group);
  }

  /** The groups that hold a value, where each is read alone: years without one cost nothing. */
  private List<TimeRange> filled(
      Selection selection, MeasurementSchema schema, TimeRange held, Duration length) {
    List<TimeRange> groups = new ArrayList<>();
    TimeRange rest = held;
    while (!rest.isEmpty()) {
      TimeRange group = ShardGroups.first(rest, length);
      groups.add(group);
      TimeRange behind = new TimeRange(group.until(), held.until());
      long next =
          behind.isEmpty() ? held.until() : edge(selection.in(behind), schema, false, held.until());
      rest = new TimeRange(next, held.until());
    }
    return groups;
  }

  /** From the first to the last value of any field. */
  private TimeRange held(Selection selection, MeasurementSchema schema) {
    long first = edge(selection, schema, false, Long.MAX_VALUE);
    return first == Long.MAX_VALUE
        ? new TimeRange(0, 0)
        : new TimeRange(first, edge(selection, schema, true, first) + 1);
  }

  /** The first or the last time of a value, or that instead where there is none. */
  private long edge(Selection selection, MeasurementSchema schema, boolean newest, long none) {
    List<String> queries = new ArrayList<>();
    queries.add(text.edge(selection, newest));
    // Without its type, only the values of a field's strongest type are seen.
    selection.fields().stream()
        .filter(schema::mixes)
        .flatMap(
            field ->
                schema.kinds(field).stream().map(kind -> text.edge(selection, field, kind, newest)))
        .forEach(queries::add);
    LongStream times =
        queries.stream()
            .flatMap(query -> table(query).rows().stream())
            .mapToLong(row -> (Long) row.get(0));
    return (newest ? times.max() : times.min()).orElse(none);
  }

  @Override
  public Map<String, Long> counts(Selection selection, MeasurementSchema schema) {
    List<String> mixed = selection.fields().stream().filter(schema::mixes).toList();
    List<String> plain = new ArrayList<>(selection.fields());
    plain.removeAll(mixed);
    Map<String, Long> counts = new TreeMap<>();
    if (!plain.isEmpty()) {
      List<Long> row = counted(text.counts(selection.of(plain)), plain.size());
      for (int i = 0; i < plain.size(); i++) {
        counts.put(plain.get(i), row.get(i));
      }
    }
    for (String field : mixed) {
      counts.put(field, mixed(selection, field, schema));
    }
    return counts;
  }

  /** Numbers can be read as each other, so the most that any of their types gives counts. */
  private long mixed(Selection selection, String field, MeasurementSchema schema) {
    List<FieldKind> kinds = List.copyOf(schema.kinds(field));
    List<Long> row = counted(text.counts(selection, field, kinds), kinds.size());
    long numbers = 0;
    long others = 0;
    for (int i = 0; i < kinds.size(); i++) {
      if (MeasurementSchema.NUMBERS.contains(kinds.get(i))) {
        numbers = Math.max(numbers, row.get(i));
      } else {
        others += row.get(i);
      }
    }
    return numbers + others;
  }

  private List<Long> counted(String query, int width) {
    List<List<Object>> rows = table(query).rows();
    List<Long> counts = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      Object count = rows.isEmpty() ? null : rows.get(0).get(i);
      counts.add(count == null ? 0L : (Long) count);
    }
    return counts;
  }

  @Override
  public Map<Long, Long> histogram(Selection selection, String field, long width) {
    Map<Long, Long> counts = new LinkedHashMap<>();
    for (List<Object> row : table(text.histogram(selection, field, width)).rows()) {
      counts.put((Long) row.get(0), (Long) row.get(1));
    }
    return counts;
  }

  @Override
  public List<String> tagValues(String measurement, String tag) {
    return table(text.tagValues(measurement, tag)).rows().stream()
        .map(row -> (String) row.get(1))
        .toList();
  }

  @Override
  public void read(Selection selection, PointSink sink) {
    ask(text.read(selection), new PointRows(sink));
  }

  private InfluxTable table(String query) {
    InfluxTable.Reader reader = new InfluxTable.Reader();
    ask(query, reader);
    return reader.table();
  }

  private void ask(String query, MessagePackResults.Rows rows) {
    try {
      gate.through(() -> asked(query, rows));
    } catch (WiresmithException e) {
      throw hinted(e);
    }
  }

  private void asked(String query, MessagePackResults.Rows rows) {
    Map<String, String> form =
        Map.of(
            "q",
            query,
            "db",
            connection.location().database(),
            "rp",
            connection.location().retentionPolicy(),
            "epoch",
            "ns",
            "chunked",
            "true",
            "chunk_size",
            Integer.toString(chunkRows));
    try (InfluxAnswer answer = connection.form("/query", HEADERS, form)) {
      if (answer.status() != 200) {
        throw connection.refused(answer, "the query");
      }
      String type = answer.header("Content-Type").orElse("");
      if (!type.startsWith("application/x-msgpack")) {
        throw foreign(answer, type);
      }
      MessagePackResults.read(answer.body(), rows);
    } catch (MessagePackResults.ServerError e) {
      throw connection.refused(String.valueOf(e.getMessage()), "the query");
    } catch (IOException e) {
      throw connection.failed(e);
    }
  }

  /** An unknown database is told with the nearest one. */
  private WiresmithException hinted(WiresmithException refusal) {
    String said = String.valueOf(refusal.getMessage());
    if (!said.contains("database not found")) {
      return refusal;
    }
    List<String> known =
        table("SHOW DATABASES").rows().stream().map(row -> String.valueOf(row.get(0))).toList();
    String hint = NearestName.hint(connection.location().database(), known);
    return new WiresmithException(refusal.code(), said + hint, refusal);
  }

  private WiresmithException foreign(InfluxAnswer answer, String type) throws IOException {
    if (type.startsWith("text/html")) {
      return connection.refused(answer, "the query");
    }
    return connection.error(
        ErrorCode.USAGE,
        "answers a query in "
            + (type.isEmpty() ? "no named form" : type)
            + ", not in MessagePack ("
            + answer.text().lines().findFirst().orElse("nothing")
            + "). Is it an InfluxDB server with InfluxQL? Else use ?dialect="
            + InfluxDialect.FLUX.id()
            + ".");
  }
}
