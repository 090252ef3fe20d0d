package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one partition until it is whole: from its start again when the server or the way to it
 * fails, and again when the server's counts differ from what was read. Two readings that differ in
 * the same way from the same counts are a loss; else somebody writes late data, and a later reading
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
    Comparison before = Comparison.NONE;
    for (int reading = 1; ; reading++) {
      RowBuilder read =
          options
              .backoff()
              .run(() -> once(dialect, selection, spool), message -> LOG.warn(message));
      Comparison now = compared(dialect, selection, read);
      if (now.differences().isEmpty()) {
        checkTypes(dialect, selection);
        spool.finish();
        return;
      }
      if (now.equals(before)) {
        throw InfluxFailures.lost(origin(selection), now.told());
      }
      if (reading == READINGS) {
        throw InfluxFailures.moving(origin(selection), now.told());
      }
      LOG.warn("{} changed while it was read: {}", origin(selection), now.told());
      before = now;
    }
  }

  private RowBuilder once(Dialect dialect, Selection selection, RowSpool spool) {
    UnsafeProjection projection = UnsafeProjection.create(required);
    TaskContext task = TaskContext.get();
    spool.restart();
    RowBuilder builder =
        new RowBuilder(
            columns,
            schema,
            selection,
            required,
            origin(selection),
            (SpecificInternalRow row) -> {
              goOn(task);
              spool.add(projection.apply(row));
            });
    dialect.read(selection, builder);
    return builder;
  }

  /** A task of a job that has failed reads no further. */
  private static void goOn(@Nullable TaskContext task) {
    if (task != null && task.isInterrupted()) {
      throw new TaskKilledException("the job has ended");
    }
  }

  /**
   * What the server counted after a reading.
   *
   * @param counted values of each field
   * @param differences that count less what was read, of each field where they differ
   */
  private record Comparison(Map<String, Long> counted, Map<String, Long> differences) {
    static final Comparison NONE = new Comparison(Map.of(), Map.of());

    String told() {
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

  private Comparison compared(Dialect dialect, Selection selection, RowBuilder read) {
    if (!options.countsProve() || selection.limit() > 0) {
      return Comparison.NONE;
    }
    Map<String, Long> counted =
        options.backoff().run(() -> dialect.counts(selection, schema), LOG::warn);
    Map<String, Long> differences = new LinkedHashMap<>();
    List<String> fields = selection.fields();
    for (int i = 0; i < fields.size(); i++) {
      long difference = counted.getOrDefault(fields.get(i), 0L) - read.count(i);
      if (difference != 0) {
        differences.put(fields.get(i), difference);
      }
    }
    return new Comparison(counted, differences);
  }

  /** A type that came since the plan was made may stand where this query sees another one. */
  private void checkTypes(Dialect dialect, Selection selection) {
    if (!options.countsProve()) {
      return;
    }
    Map<String, Set<FieldKind>> now =
        options.backoff().run(() -> dialect.kinds(selection.measurement()), LOG::warn);
    for (String field : selection.fields()) {
      Set<FieldKind> kinds = now.getOrDefault(field, Set.of());
      if (kinds.size() > 1 && !kinds.equals(schema.kinds(field))) {
        throw InfluxFailures.retyped(origin(selection), field, kinds);
      }
    }
  }
}
