package io.wiresmith.etl.source;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What is read of a measurement: {@code time_ns} (long), tags (string), numbers (double), texts
 * (string), in this order.
 *
 * @param measurement its name
 * @param tags names of the known tags
 * @param numbers the numeric fields
 * @param texts names of the text fields
 */
public record TelemetryLayout(
    String measurement, List<String> tags, List<FieldRule> numbers, List<String> texts)
    implements Serializable {
  /** Column of the time of a row, nanoseconds since 1970-01-01T00:00:00Z. */
  public static final String TIME_NS = "time_ns";

  /** Copies the lists. */
  public TelemetryLayout {
    tags = List.copyOf(tags);
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
  }

  /** The data columns. */
  public StructType schema() {
    StructType schema = new StructType().add(TIME_NS, DataTypes.LongType);
    for (String tag : tags) {
      schema = schema.add(tag, DataTypes.StringType);
    }
    for (FieldRule number : numbers) {
      schema = schema.add(number.name(), DataTypes.DoubleType);
    }
    for (String text : texts) {
      schema = schema.add(text, DataTypes.StringType);
    }
    return schema;
  }

  /** {@link #columns()} of a table; names may hold anything. */
  public Column[] selection() {
    return columns().stream()
        .map(name -> functions.col('`' + name.replace("`", "``") + '`'))
        .toArray(Column[]::new);
  }

  /** The data columns, then {@link Provenance#COLUMNS}. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(schema().fieldNames()));
    columns.addAll(Provenance.COLUMNS);
    return columns;
  }
}
