package io.wiresmith.etl.influx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition until it is whole: from its start again when the server or the way to it
 * fails, and again when the server's counts differ from what was read. Two readings that differ
 * from the counts in the same way are a loss; else somebody writes late data, and a later reading
 * that equals its counts is taken.
 *
 * @param options how to read
 * @param schema what the server knows
 * @param columns the table's columns
 * @param required the columns that are wanted
 */
record PartitionRead(
    InfluxOptions options, MeasurementSchema schema, Columns columns, StructType required) {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionRead.class);

  /** Readings before late data is called a window that is not closed. */
  private static final int READINGS = 5;

  /** Where the rows come from, for people. */
  private String origin(Selection selection) {
    return options.connection().location() + " " + selection.describe();
  }

  /** Reads into a spool, which then holds all rows of the partition. */
  void into(RowSpool spool, Selection selection) {
    Dialect dialect = options.dialect();
    Map<String, Long> before = Map.of();
    for (int reading = 1; ; reading++) {
      RowBuilder read =
          options
              .backoff()
              .run(() -> once(dialect, selection, spool), message -> LOG.warn(message));
      Map<String, Long> differences = differences(dialect, selection, read);
      if (differences.isEmpty()) {
        checkTypes(dialect, selection);
        spool.finish();
        return;
      }
      if (differences.equals(before)) {
        throw InfluxFailures.lost(origin(selection), told(differences));
      }
      if (reading == READINGS) {
        throw InfluxFailures.moving(origin(selection), told(differences));
      }
      LOG.warn("{} changed while it was read: {}", origin(selection), told(differences));
      before = differences;
    }
  }

  private RowBuilder once(Dialect dialect, Selection selection, RowSpool spool) {
    UnsafeProjection projection = UnsafeProjection.create(required);
    spool.restart();
    RowBuilder builder =
        new RowBuilder(
            columns,
            schema,
            selection,
            required,
            origin(selection),
            (SpecificInternalRow row) -> spool.add(projection.apply(row)));
    dialect.read(selection, builder);
    return builder;
  }

  /** The server's count less what was read, of each field where they differ. */
  private Map<String, Long> differences(Dialect dialect, Selection selection, RowBuilder read) {
    if (!options.countsProve() || selection.limit() > 0) {
      return Map.of();
    }
    Optional<Map<String, Long>> counted =
        options
            .backoff()
            .run(
                () -> Optional.of(dialect.counts(selection, schema)), message -> LOG.warn(message));
    Map<String, Long> differences = new LinkedHashMap<>();
    List<String> fields = selection.fields();
    for (int i = 0; i < fields.size(); i++) {
      long difference = counted.orElseThrow().getOrDefault(fields.get(i), 0L) - read.count(i);
      // Flux gives an empty text and none at all as the same cell.
      boolean ambiguous = options.flux() && difference > 0 && difference <= read.blank(i);
      if (difference != 0 && !ambiguous) {
        differences.put(fields.get(i), difference);
      }
    }
    return differences;
  }

  /** A type that came since the plan was made may stand where this query sees another one. */
  private void checkTypes(Dialect dialect, Selection selection) {
    if (!options.countsProve()) {
      return;
    }
    MeasurementSchema now =
        options.backoff().run(() -> dialect.schema(selection.measurement()), LOG::warn);
    for (String field : selection.fields()) {
      if (now.kinds(field).size() > 1 && !now.kinds(field).equals(schema.kinds(field))) {
        throw InfluxFailures.retyped(origin(selection), field, now.kinds(field));
      }
    }
  }

  private static String told(Map<String, Long> differences) {
    List<String> parts = new ArrayList<>();
    differences.forEach(
        (field, difference) ->
            parts.add(
                "%d values %s of field '%s'"
                    .formatted(Math.abs(difference), difference > 0 ? "more" : "fewer", field)));
    int most = Math.min(5, parts.size());
    return String.join(", ", parts.subList(0, most)) + (parts.size() > most ? ", …" : "");
  }
}
