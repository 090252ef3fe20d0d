package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.etl.source.TelemetryLayout;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a table and what each stands for.
 *
 * @param all the columns, but for the hidden ones
 * @param tags the columns that are tags; a tag has its own name
 * @param fields the columns that are fields, by the field's name
 */
record Columns(StructType all, Set<String> tags, SortedMap<String, String> fields)
    implements Serializable {
  /** Copies. */
  Columns {
    tags = new TreeSet<>(tags);
    fields = new TreeMap<>(fields);
  }

  /** What the server knows. */
  static Columns of(MeasurementSchema schema) {
    schema.tags().stream()
        .filter(MeasurementSchema::reserved)
        .findFirst()
        .ifPresent(
            tag -> {
              throw new WiresmithException(
                  ErrorCode.INVALID_INPUT,
                  "%s has a tag named '%s', as a column of the source is. Give a schema without it; the column _tags has its values."
                      .formatted(schema.measurement(), tag));
            });
    TreeMap<String, String> fields = new TreeMap<>();
    schema.fields().keySet().forEach(field -> fields.put(field, schema.column(field)));
    return new Columns(schema.columns(), schema.tags(), fields);
  }

  /**
   * What the user asks for.
   *
   * @param named the columns that the user says are tags; if he does not say, the server knows
   * @throws WiresmithException {@code INVALID_INPUT} for a type that no value becomes
   */
  static Columns of(StructType asked, Optional<List<String>> named, MeasurementSchema schema) {
    Set<String> tags = new TreeSet<>();
    TreeMap<String, String> fields = new TreeMap<>();
    for (StructField column : asked.fields()) {
      String name = column.name();
      check(column);
      if (isTime(name)) {
        continue;
      }
      boolean tag =
          named.<Collection<String>>map(names -> names).orElse(schema.tags()).contains(name);
      if (tag) {
        tags.add(name);
      } else {
        fields.put(field(name, schema), name);
      }
    }
    return new Columns(asked, tags, fields);
  }

  private static String field(String column, MeasurementSchema schema) {
    return schema.fields().keySet().stream()
        .filter(field -> schema.column(field).equals(column))
        .findFirst()
        .orElse(column);
  }

  static boolean isTime(String column) {
    return column.equals(MeasurementSchema.TIME) || column.equals(TelemetryLayout.TIME_NS);
  }

  private static void check(StructField column) {
    DataType type = column.dataType();
    Map<String, DataType> times =
        Map.of(
            MeasurementSchema.TIME,
            DataTypes.TimestampType,
            TelemetryLayout.TIME_NS,
            DataTypes.LongType);
    DataType time = times.get(column.name());
    boolean sound =
        time != null
            ? type.equals(time)
            : type.equals(DataTypes.DoubleType)
                || type.equals(DataTypes.LongType)
                || type.equals(DataTypes.BooleanType)
                || type.equals(DataTypes.StringType)
                || type.equals(DataTypes.createDecimalType(20, 0));
    if (!sound) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "Column %s has type %s. Required: %s."
              .formatted(
                  column.name(),
                  type.simpleString(),
                  time != null
                      ? time.simpleString()
                      : "string for tags; double, long, boolean, string or decimal(20,0) for"
                          + " fields"));
    }
  }

  /** The type of a field's column. */
  DataType type(String field) {
    return all.apply(fields.get(field)).dataType();
  }
}
