package io.wiresmith.etl.influx;

import io.wiresmith.core.telemetry.FieldKind;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a server knows of a measurement.
 *
 * @param measurement its name
 * @param tags names of the tags
 * @param fields the types each field has, several where shards differ
 */
record MeasurementSchema(
    String measurement, SortedSet<String> tags, SortedMap<String, Set<FieldKind>> fields)
    implements Serializable {
  /** Column of the time in microseconds, floored. */
  static final String TIME = "time";

  /** The types that are numbers. */
  static final Set<FieldKind> NUMBERS =
      EnumSet.of(FieldKind.FLOAT, FieldKind.INTEGER, FieldKind.UNSIGNED);

  /** Copies. */
  MeasurementSchema {
    tags = new TreeSet<>(tags);
    fields = new TreeMap<>(fields);
  }

  /** Whether a field has more than one type. */
  boolean mixes(String field) {
    return kinds(field).size() > 1;
  }

  /** Whether one of the fields has more than one type. */
  boolean mixes(Collection<String> some) {
    return some.stream().anyMatch(this::mixes);
  }

  /** The types of a field; none of one that is unknown. */
  Set<FieldKind> kinds(String field) {
    return fields.getOrDefault(field, Set.of());
  }

  /**
   * The columns: {@code time}, {@code time_ns}, tags, fields. A field that is named like a tag is
   * {@code <name>_1}, as InfluxDB has it, or the next name that is free.
   */
  StructType columns() {
    StructType columns =
        new StructType()
            .add(TIME, DataTypes.TimestampType)
            .add(TelemetryLayout.TIME_NS, DataTypes.LongType);
    for (String tag : tags) {
      columns = columns.add(tag, DataTypes.StringType);
    }
    for (var field : fields.entrySet()) {
      columns = columns.add(column(field.getKey()), type(field.getValue()));
    }
    return columns;
  }

  /** Whether the source has a column of that name itself. */
  static boolean reserved(String name) {
    return name.equals(TIME)
        || name.equals(TelemetryLayout.TIME_NS)
        || Provenance.COLUMNS.contains(name);
  }

  /** The column of a field. */
  String column(String field) {
    String column = field;
    for (int i = 1; isTaken(column) || (i > 1 && fields.containsKey(column)); i++) {
      column = field + "_" + i;
    }
    return column;
  }

  private boolean isTaken(String column) {
    return tags.contains(column) || reserved(column);
  }

  /** One type as it is; numbers of several types as doubles; anything else is left to the row. */
  private static DataType type(Set<FieldKind> kinds) {
    if (kinds.size() > 1) {
      return NUMBERS.containsAll(kinds) ? DataTypes.DoubleType : DataTypes.StringType;
    }
    return switch (kinds.iterator().next()) {
      case FLOAT -> DataTypes.DoubleType;
      case INTEGER -> DataTypes.LongType;
      case UNSIGNED -> DataTypes.createDecimalType(20, 0);
      case BOOLEAN -> DataTypes.BooleanType;
      case STRING -> DataTypes.StringType;
    };
  }
}
