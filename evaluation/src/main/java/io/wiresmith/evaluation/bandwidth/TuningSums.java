package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.bandwidth.ForecastHit;
import java.nio.ByteBuffer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the forecasts to compare with are tuned by, over targets of one half of a source. Whole
 * numbers: the same in whatever order targets come.
 *
 * @param source the source
 * @param half by {@link LinearForecast#half}
 * @param hits targets within 20 % of each of {@link Naive#NAMES}
 * @param linear by {@link LinearSums}
 */
record TuningSums(String source, String half, long[] hits, long[] linear) {
  static TuningSums none(String source, String half, int steps) {
    return new TuningSums(source, half, new long[Naive.NAMES.size()], LinearSums.none(steps));
  }

  /** Adds a target. */
  void add(float[] window, double[] naive, double actual) {
    for (int i = 0; i < hits.length; i++) {
      hits[i] += ForecastHit.within20(naive[i], actual) ? 1 : 0;
    }
    LinearSums.add(linear, window, actual);
  }

  /** Both together, of the source. */
  TuningSums plus(TuningSums other) {
    return new TuningSums(source, half, sum(hits, other.hits), sum(linear, other.linear));
  }

  private static long[] sum(long[] one, long[] other) {
    long[] sum = one.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  static StructType schema() {
    return new StructType()
        .add("source", DataTypes.StringType)
        .add("half", DataTypes.StringType)
        .add("hits", DataTypes.BinaryType)
        .add("linear", DataTypes.BinaryType);
  }

  Row row() {
    return RowFactory.create(source, half, bytes(hits), bytes(linear));
  }

  static TuningSums of(Row row) {
    return new TuningSums(
        row.getString(0), row.getString(1), longs(row.getAs(2)), longs(row.getAs(3)));
  }

  private static byte[] bytes(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return bytes.array();
  }

  private static long[] longs(byte[] bytes) {
    long[] values = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(values);
    return values;
  }
}
