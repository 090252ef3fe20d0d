package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.evaluation.TestingDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A labelled dataset of links written by hand; this is for tests only, the module etl labels. */
final class TestingLinks {
  private static final StructType SCHEMA =
      new StructType()
          .add(LabelledLink.TIME_NS, DataTypes.LongType)
          .add(LinkTelemetry.SOURCE, DataTypes.StringType)
          .add(LinkTelemetry.LINK, DataTypes.StringType)
          .add(LabelledLink.SEGMENT, DataTypes.LongType)
          .add(LabelledLink.POSITION, DataTypes.LongType)
          .add(LinkTelemetry.THROUGHPUT_MBPS, DataTypes.DoubleType)
          .add(LabelledLink.NEXT_MBPS, DataTypes.DoubleType)
          .add(LabelledLink.PART, DataTypes.StringType);

  private final List<Row> rows = new ArrayList<>();
  private final SparkSession spark;

  TestingLinks(SparkSession spark) {
    this.spark = spark;
  }

  /** A link of one segment; NaN was not measured. */
  TestingLinks link(String source, String link, DatasetPart part, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        double next = i + 1 < values.length ? values[i + 1] : Double.NaN;
        rows.add(
            RowFactory.create(
                i * 1_000_000_000L, source, link, 0L, (long) i, values[i], next, part.id()));
      }
    }
    return this;
  }

  /** A level for 60 steps, and then others. */
  static double[] after(double level, double... others) {
    double[] values = new double[60 + others.length];
    java.util.Arrays.fill(values, 0, 60, level);
    System.arraycopy(others, 0, values, 60, others.length);
    return values;
  }

  DatasetRef write(Path directory, int files) {
    return TestingDatasets.write(
        spark.createDataFrame(rows, SCHEMA),
        files,
        directory,
        ModelKey.parse("bandwidth-datacenter"),
        new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(100_000)));
  }
}
