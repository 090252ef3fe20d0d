package io.wiresmith.core.dataset;

import io.wiresmith.core.Window;
import java.nio.file.Path;
import java.util.List;

/**
 * A committed, immutable dataset.
 *
 * @param directory where its files lie
 * @param manifest what it is
 */
public record DatasetRef(Path directory, DatasetManifest manifest) {
  /** The absolute paths of the Parquet files, for {@code spark.read().parquet(ref.files())}. */
  public String[] files() {
    return manifest.files().stream()
        .map(file -> directory.resolve(file.name()).toAbsolutePath().toString())
        .toArray(String[]::new);
  }

  /** How far the data has come. */
  public DatasetKind kind() {
    return manifest.kind();
  }

  /** Digest of schema and rows. */
  public String sha256() {
    return manifest.sha256();
  }

  /** Rows it holds. */
  public long rows() {
    return manifest.counts().out();
  }

  /** Its columns. */
  public List<ColumnSpec> schema() {
    return manifest.schema();
  }

  /** The time it covers. */
  public Window window() {
    return manifest.window();
  }
}
