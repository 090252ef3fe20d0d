package io.wiresmith.evaluation;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Labelled rows as a dataset, without what only the module etl writes: schema and digests. */
public final class TestingDatasets {
  private TestingDatasets() {}

  /** Writes so many files into a directory that is not there yet. */
  public static DatasetRef write(
      Dataset<Row> labelled, int files, Path directory, ModelKey model, Window window) {
    labelled.repartition(files).write().parquet(directory.toString());
    List<DatasetFile> written =
        AtomicFiles.list(directory).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".parquet"))
            .map(name -> new DatasetFile(name, 0, "", 0))
            .toList();
    return new DatasetRef(
        directory,
        new DatasetManifest(
            DatasetKind.LABELLED,
            model,
            "dataset",
            written,
            List.of(),
            window,
            "test",
            RowCounts.unchanged(labelled.count()),
            Map.of(),
            Map.of(),
            List.of(),
            "testing",
            Map.of()));
  }
}
