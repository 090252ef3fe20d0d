package io.wiresmith.evaluation.bandwidth;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A value that came some steps after a window, with what was forecast for it.
 *
 * @param source the collection of the link
 * @param link the link
 * @param timeNs time of the last step of the window
 * @param horizon steps after it, from 1
 * @param actual what came
 * @param model by the artifact
 * @param naive by the best naive forecast of the source: the same at every horizon
 * @param linear by {@link LinearForecast}
 */
record HorizonRow(
    String source,
    String link,
    long timeNs,
    int horizon,
    double actual,
    double model,
    double naive,
    double linear) {
  static StructType schema() {
    return new StructType()
        .add("source", DataTypes.StringType)
        .add("link", DataTypes.StringType)
        .add("time_ns", DataTypes.LongType)
        .add("horizon", DataTypes.IntegerType)
        .add("actual", DataTypes.DoubleType)
        .add("model", DataTypes.DoubleType)
        .add("naive", DataTypes.DoubleType)
        .add("linear", DataTypes.DoubleType);
  }

  Row row() {
    return RowFactory.create(source, link, timeNs, horizon, actual, model, naive, linear);
  }

  static HorizonRow of(Row row) {
    return new HorizonRow(
        row.getString(0),
        row.getString(1),
        row.getLong(2),
        row.getInt(3),
        row.getDouble(4),
        row.getDouble(5),
        row.getDouble(6),
        row.getDouble(7));
  }
}
