package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.bandwidth.ForecastHit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One target with all that was forecast for it.
 *
 * @param source the collection of the link
 * @param link the link
 * @param timeNs time of the last step before the target
 * @param position its position in the segment
 * @param actual what came
 * @param forecast forecast, lower, upper, confidence
 * @param champion the champion's forecast; NaN without one
 * @param naive by {@link Naive#NAMES}
 * @param linear by {@link LinearForecast}
 */
record ForecastRow(
    String source,
    String link,
    long timeNs,
    long position,
    double actual,
    float[] forecast,
    float champion,
    double[] naive,
    double linear) {
  static final int OUTPUTS = 4;

  static StructType schema() {
    StructType schema =
        new StructType()
            .add("source", DataTypes.StringType)
            .add("link", DataTypes.StringType)
            .add("time_ns", DataTypes.LongType)
            .add("position", DataTypes.LongType)
            .add("actual", DataTypes.DoubleType);
    for (int i = 0; i < OUTPUTS; i++) {
      schema = schema.add("output_" + i, DataTypes.FloatType);
    }
    schema = schema.add("champion", DataTypes.FloatType);
    for (int i = 0; i < Naive.NAMES.size(); i++) {
      schema = schema.add("naive_" + i, DataTypes.DoubleType);
    }
    return schema.add("linear", DataTypes.DoubleType);
  }

  Row row() {
    List<Object> values = new ArrayList<>(List.of(source, link, timeNs, position, actual));
    for (float output : forecast) {
      values.add(output);
    }
    values.add(champion);
    for (double value : naive) {
      values.add(value);
    }
    values.add(linear);
    return RowFactory.create(values.toArray());
  }

  static ForecastRow of(Row row) {
    float[] outputs = new float[OUTPUTS];
    for (int i = 0; i < OUTPUTS; i++) {
      outputs[i] = row.getFloat(5 + i);
    }
    double[] naive = new double[Naive.NAMES.size()];
    for (int i = 0; i < naive.length; i++) {
      naive[i] = row.getDouble(6 + OUTPUTS + i);
    }
    return new ForecastRow(
        row.getString(0),
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getDouble(4),
        outputs,
        row.getFloat(5 + OUTPUTS),
        naive,
        row.getDouble(6 + OUTPUTS + naive.length));
  }

  /** {@code <source>/<link>}, as the provenance names links. */
  String name() {
    return source + "/" + link;
  }

  /** Whether a forecast is near enough; never where nothing came. */
  boolean hits(double value) {
    return ForecastHit.within20(value, actual);
  }
}
