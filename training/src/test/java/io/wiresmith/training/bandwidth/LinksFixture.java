package io.wiresmith.training.bandwidth;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetPart;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.training.TestingSpark;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    String sha256 = Sha256.of(rows.toString());
    ModelKey model = ModelKey.parse("bandwidth-datacenter");
    DatasetStore store = new DatasetStore(workspace);
    Path directory = store.directory(DatasetKind.LABELLED, model, sha256);
    TestingSpark.session()
        .createDataFrame(rows, SCHEMA)
        .repartition(2)
        .write()
        .mode("overwrite")
        .parquet(directory.toString());
    List<DatasetFile> files = new ArrayList<>();
    for (Path file : AtomicFiles.list(directory)) {
      String name = file.getFileName().toString();
      if (name.startsWith("part-")) {
        files.add(new DatasetFile(name, file.toFile().length(), Sha256.of(file), 0));
      }
    }
    return store.commit(
        new DatasetManifest(
            DatasetKind.LABELLED,
            model,
            sha256,
            files,
            List.<ColumnSpec>of(),
            new Window(Instant.EPOCH, Instant.EPOCH.plusSeconds(100_000)),
            "fixture",
            RowCounts.unchanged(rows.size()),
            Map.of(),
            Map.of(),
            List.of(),
            "test",
            Map.of()));
  }
}
