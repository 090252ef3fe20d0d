package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.influx.InfluxLocation;
import java.util.List;

/** The text of Flux queries; names and texts are quoted, never pasted. */
final class FluxText {
  private static final String SCHEMA = "import \"influxdata/influxdb/schema\"\n";
  private static final String COUNT = "\n  |> group(columns: [\"_field\"])\n  |> count()";

  private final InfluxLocation location;

  FluxText(InfluxLocation location) {
    this.location = location;
  }

  /** All rows of a selection, series by series, a column for each field. */
  String read(Selection selection) {
    String limit = selection.limit() > 0 ? "\n  |> limit(n: " + selection.limit() + ")" : "";
    return from(selection)
        + "\n  |> drop(columns: [\"_start\", \"_stop\"])"
        + "\n  |> pivot(rowKey: [\"_time\"], columnKey: [\"_field\"], valueColumn: \"_value\")"
        + limit;
  }

  /**
   * The values of each field. Grouped before they are counted: a plain {@code count()} of a range
   * that ends before 1970 never comes to an end (1.12.4 and 2.7.12).
   */
  String counts(Selection selection) {
    return from(selection) + COUNT;
  }

  /** The texts of each field that are not empty: the others look like none. */
  String countsOfTexts(Selection selection) {
    return from(selection) + "\n  |> filter(fn: (r) => r._value != \"\")" + COUNT;
  }

  /** The values of one field in steps of time. */
  String histogram(Selection selection, String field, long width) {
    long offset = Math.floorMod(selection.range().from(), width);
    return from(selection.of(List.of(field)))
        + "\n  |> window(every: "
        + width
        + "ns, offset: "
        + offset
        + "ns)\n  |> count()"
        + "\n  |> group(columns: [\"_start\"])\n  |> sum()";
  }

  /** The first or the last time of a selection. */
  String edge(Selection selection, boolean newest) {
    String end = newest ? "max" : "min";
    return from(selection)
        + "\n  |> "
        + (newest ? "last" : "first")
        + "()\n  |> keep(columns: [\"_time\"])\n  |> group()\n  |> "
        + end
        + "(column: \"_time\")";
  }

  /** One value of each field, for its type. */
  String types(String measurement, TimeRange range) {
    return bucket()
        + range(range)
        + "\n  |> filter(fn: (r) => r._measurement == "
        + text(measurement)
        + ")\n  |> first()\n  |> drop(fn: (column) => column != \"_field\" and column != \"_value\")"
        + "\n  |> group(columns: [\"_field\"])\n  |> limit(n: 1)";
  }

  String measurements() {
    return SCHEMA
        + "schema.measurements(bucket: "
        + text(location.database())
        + ", start: "
        + time(TimeRange.LEAST)
        + ")";
  }

  String tagKeys(String measurement) {
    return SCHEMA
        + "schema.measurementTagKeys(bucket: "
        + text(location.database())
        + ", measurement: "
        + text(measurement)
        + ", start: "
        + time(TimeRange.LEAST)
        + ")";
  }

  String tagValues(String measurement, String tag) {
    return SCHEMA
        + "schema.measurementTagValues(bucket: "
        + text(location.database())
        + ", measurement: "
        + text(measurement)
        + ", tag: "
        + text(tag)
        + ", start: "
        + time(TimeRange.LEAST)
        + ")";
  }

  private String from(Selection selection) {
    StringBuilder query = new StringBuilder(bucket()).append(range(selection.range()));
    query
        .append("\n  |> filter(fn: (r) => r._measurement == ")
        .append(text(selection.measurement()))
        .append(')');
    query.append("\n  |> filter(fn: (r) => ").append(fields(selection)).append(')');
    for (TagFilter tag : selection.tags()) {
      query.append("\n  |> filter(fn: (r) => ").append(condition(tag)).append(')');
    }
    return query.toString();
  }

  private String bucket() {
    String policy = location.retentionPolicy().isEmpty() ? "" : "/" + location.retentionPolicy();
    return "from(bucket: " + text(location.database() + policy) + ")";
  }

  private static String range(TimeRange range) {
    return "\n  |> range(start: " + time(range.from()) + ", stop: " + time(range.until()) + ")";
  }

  private static String time(long nanos) {
    return "time(v: " + nanos + ")";
  }

  private static String fields(Selection selection) {
    return joined(
        selection.fields().stream().map(field -> "r._field == " + text(field)).toList(), " or ");
  }

  /** Halves within halves: Flux refuses a long chain as nested too deep. */
  private static String joined(List<String> terms, String operator) {
    int middle = terms.size() / 2;
    return middle == 0
        ? terms.get(0)
        : "("
            + joined(terms.subList(0, middle), operator)
            + operator
            + joined(terms.subList(middle, terms.size()), operator)
            + ")";
  }

  private static String condition(TagFilter filter) {
    return joined(
        filter.values().stream()
            .map(value -> condition(filter.tag(), value, filter.others()))
            .toList(),
        filter.others() ? " and " : " or ");
  }

  private static String condition(String tag, String value, boolean other) {
    String column = "r[" + text(tag) + "]";
    if (value.isEmpty()) {
      return (other ? "exists " : "not exists ") + column;
    }
    return other
        ? "(not exists " + column + " or " + column + " != " + text(value) + ")"
        : "(exists " + column + " and " + column + " == " + text(value) + ")";
  }

  static String text(String text) {
    String escaped =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("${", "\\${");
    return '"' + escaped + '"';
  }
}
