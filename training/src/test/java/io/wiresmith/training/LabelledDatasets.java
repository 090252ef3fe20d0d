package io.wiresmith.training;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Rows as a committed labelled dataset, as the module etl leaves one. */
public final class LabelledDatasets {
  private LabelledDatasets() {}

  /** Commits them under a workspace; equal rows are one dataset. */
  public static DatasetRef commit(
      Path workspace, ModelKey model, StructType schema, List<Row> rows, Window window) {
    String sha256 = Sha256.of(rows.toString());
    DatasetStore store = new DatasetStore(workspace);
    Path directory = store.directory(DatasetKind.LABELLED, model, sha256);
    TestingSpark.session()
        .createDataFrame(rows, schema)
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
            List.of(),
            window,
            "fixture",
            RowCounts.unchanged(rows.size()),
            Map.of(),
            Map.of(),
            List.of(),
            "test",
            Map.of()));
  }
}
