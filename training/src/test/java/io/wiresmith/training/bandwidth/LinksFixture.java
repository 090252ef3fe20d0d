package io.wiresmith.training.bandwidth;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.training.LabelledDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A committed labelled dataset of links that swing around a level, with noise and a gap. */
final class LinksFixture {
  private static final int LINKS = 8;
  private static final StructType SCHEMA =
      new StructType()
          .add(LabelledLink.TIME_NS, DataTypes.LongType)
          .add(LinkTelemetry.SOURCE, DataTypes.StringType)
          .add(LinkTelemetry.LINK, DataTypes.StringType)
          .add(LabelledLink.SEGMENT, DataTypes.LongType)
          .add(LabelledLink.POSITION, DataTypes.LongType)
          .add(LinkTelemetry.THROUGHPUT_MBPS, DataTypes.DoubleType)
          .add(LabelledLink.PART, DataTypes.StringType);

  private LinksFixture() {}

  static DatasetRef datacenter(Path workspace, int steps) {
    List<Row> rows = new ArrayList<>();
    for (int link = 0; link < LINKS; link++) {
      rows.addAll(link(link, steps));
    }
    return commit(workspace, rows);
  }

  private static List<Row> link(int number, int steps) {
    SplittableRandom random = new SplittableRandom(number);
    DatasetPart part =
        number == 0
            ? DatasetPart.TEST
            : number == 1 ? DatasetPart.VALIDATION : DatasetPart.TRAINING;
    double level = Math.pow(10, number % 4);
    List<Row> rows = new ArrayList<>();
    for (long step = 0; step < steps; step++) {
      double value = level * (2 + Math.sin(step / 3.0)) * (0.9 + 0.2 * random.nextDouble());
      if (step % 41 != 7) {
        rows.add(
            RowFactory.create(
                step * 1_000_000_000L, "fixture", "link-" + number, 0L, step, value, part.id()));
      }
    }
    return rows;
  }

  private static DatasetRef commit(Path workspace, List<Row> rows) {
    return LabelledDatasets.commit(
        workspace,
        ModelKey.parse("bandwidth-datacenter"),
        SCHEMA,
        rows,
        new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(100_000)));
  }
}
