package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** What the column of a field holds. */
enum Holder {
  /** There is no column for the field. */
  NOTHING,
  DOUBLE,
  LONG,
  DECIMAL,
  BOOLEAN,
  STRING;

  /** The holder of a column's type. */
  static Holder of(DataType type) {
    if (type instanceof DecimalType) {
      return DECIMAL;
    }
    if (type.equals(DataTypes.DoubleType)) {
      return DOUBLE;
    }
    if (type.equals(DataTypes.LongType)) {
      return LONG;
    }
    if (type.equals(DataTypes.BooleanType)) {
      return BOOLEAN;
    }
    if (type.equals(DataTypes.StringType)) {
      return STRING;
    }
    throw new WiresmithException(
        ErrorCode.INTERNAL, "No value becomes a " + type.simpleString() + ". Please report this.");
  }

  /** The name that Spark has for it. */
  String id() {
    return this == LONG ? "bigint" : name().toLowerCase(Locale.ROOT);
  }
}
