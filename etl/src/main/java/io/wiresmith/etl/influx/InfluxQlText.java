package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The text of InfluxQL queries; names and texts are quoted, never pasted. */
final class InfluxQlText {
  private final InfluxLocation location;

  InfluxQlText(InfluxLocation location) {
    this.location = location;
  }

  /** All rows of a selection, series by series. */
  String read(Selection selection) {
    String limit = selection.limit() > 0 ? " LIMIT " + selection.limit() : "";
    return select(selection, fields(selection)) + " GROUP BY *" + limit;
  }

  /** The first or the last row, of any series. */
  String edge(Selection selection, boolean newest) {
    return select(selection, fields(selection)) + edge(newest);
  }

  /** The first or the last value of a field that has that type, of any series. */
  String edge(Selection selection, String field, FieldKind kind, boolean newest) {
    return select(selection, name(field) + "::" + cast(kind)) + edge(newest);
  }

  private static String edge(boolean newest) {
    return " ORDER BY time " + (newest ? "DESC" : "ASC") + " LIMIT 1";
  }

  /** The values of each field, in the order of the fields. */
  String counts(Selection selection) {
    return select(
        selection,
        selection.fields().stream()
            .map(field -> "count(" + field(field) + ")")
            .collect(Collectors.joining(", ")));
  }

  /** The values of one field read as each of some types, in their order. */
  String counts(Selection selection, String field, List<FieldKind> kinds) {
    return select(
        selection,
        kinds.stream()
            .map(kind -> "count(" + name(field) + "::" + cast(kind) + ")")
            .collect(Collectors.joining(", ")));
  }

  /** The values of one field in steps of time. */
  String histogram(Selection selection, String field, long width) {
    long offset = Math.floorMod(selection.range().from(), width);
    return select(selection, "count(" + field(field) + ")")
        + " GROUP BY time("
        + width
        + "ns, "
        + offset
        + "ns) fill(none)";
  }

  /** The fields of a measurement with their types. */
  String fieldKeys(String measurement) {
    return "SHOW FIELD KEYS FROM " + source(measurement);
  }

  /** The tags of a measurement. */
  String tagKeys(String measurement) {
    return "SHOW TAG KEYS FROM " + source(measurement);
  }

  /** The values of a tag. */
  String tagValues(String measurement, String tag) {
    return "SHOW TAG VALUES FROM " + source(measurement) + " WITH KEY = " + name(tag);
  }

  /** The retention policies of the database. */
  String retentionPolicies() {
    return "SHOW RETENTION POLICIES ON " + name(location.database());
  }

  private String select(Selection selection, String what) {
    return "SELECT "
        + what
        + " FROM "
        + source(selection.measurement())
        + " WHERE "
        + conditions(selection);
  }

  private String fields(Selection selection) {
    return selection.fields().stream().map(InfluxQlText::field).collect(Collectors.joining(", "));
  }

  private String source(String measurement) {
    String database = name(location.database());
    return location.retentionPolicy().isEmpty()
        ? database + ".." + name(measurement)
        : database + "." + name(location.retentionPolicy()) + "." + name(measurement);
  }

  private static String conditions(Selection selection) {
    List<String> all = new ArrayList<>();
    all.add("time >= " + selection.range().from());
    all.add("time <= " + selection.range().last());
    selection.tags().forEach(tag -> all.add(condition(tag)));
    selection.comparisons().forEach(one -> all.add(condition(one)));
    return String.join(" AND ", all);
  }

  private static String condition(TagFilter filter) {
    String between = filter.others() ? " AND " : " OR ";
    String operator = filter.others() ? " != " : " = ";
    return filter.values().stream()
        .map(value -> name(filter.tag()) + "::tag" + operator + text(value))
        .collect(Collectors.joining(between, "(", ")"));
  }

  private static String condition(FieldFilter filter) {
    return field(filter.field()) + " " + filter.operator() + " " + literal(filter.value());
  }

  private static String literal(Serializable value) {
    if (value instanceof Double number) {
      // Digits without a point are an integer of 64 bits.
      String digits = new BigDecimal(number).toPlainString();
      return digits.contains(".") ? digits : digits + ".0";
    }
    return value instanceof String text ? text(text) : value.toString();
  }

  private static String field(String name) {
    return name(name) + "::field";
  }

  private static String cast(FieldKind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  static String name(String name) {
    return '"' + escaped(name).replace("\"", "\\\"") + '"';
  }

  static String text(String text) {
    return '\'' + escaped(text).replace("'", "\\'") + '\'';
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }
}
