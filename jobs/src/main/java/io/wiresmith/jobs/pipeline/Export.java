package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.etl.source.SparkFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows as files for people and other programs: Parquet parts, or one CSV file with a header. The
 * directory appears when all of them are there.
 *
 * @param directory where to; empty or not there
 * @param format Parquet or CSV
 */
public record Export(Path directory, Format format) {
  /** Texts as they are, blanks at their ends and line feeds included. */
  private static final Map<String, String> CSV_OPTIONS =
      Map.of(
          "header", "true",
          "escape", "\"",
          "multiLine", "true",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX");

  private static final String MANIFEST = "manifest.json";

  /** The form of the files. */
  public enum Format {
    PARQUET,
    CSV;

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Refuses a directory that holds anything.
   *
   * @throws WiresmithException {@code USAGE}
   */
  public void requireFree() {
    boolean file = Files.exists(directory) && !Files.isDirectory(directory);
    List<Path> entries = Files.isDirectory(directory) ? AtomicFiles.list(directory) : List.of();
    if (file || !entries.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--out %s %s. Name an empty directory, or one that is not there."
              .formatted(directory, file ? "is a file" : "holds " + entries.get(0).getFileName()));
    }
  }

  /** Where the files are until all of them are there; what a killed export left is replaced. */
  private Path aside() {
    Path target = directory.toAbsolutePath().normalize();
    return target.resolveSibling("." + target.getFileName() + ".exporting");
  }

  /**
   * Writes.
   *
   * @param facts what else the manifest says
   * @return what the manifest says
   */
  public Map<String, Object> write(Dataset<Row> rows, Map<String, ?> facts) {
    requireFree();
    Path aside = aside();
    AtomicFiles.deleteTree(aside);
    long written =
        SparkFailures.unwrapped(
            () -> {
              writer(rows).save(aside.toString());
              return count(rows, aside.toString());
            });
    Map<String, Object> manifest = new LinkedHashMap<>(facts);
    manifest.put("rows", written);
    manifest.put("format", format.id());
    manifest.put("columns", List.of(rows.schema().fieldNames()));
    AtomicFiles.write(aside.resolve(MANIFEST), Json.bytes(manifest));
    moveIntoPlace(aside);
    manifest.put("out", directory.toAbsolutePath().normalize().toString());
    return manifest;
  }

  private void moveIntoPlace(Path aside) {
    try {
      // Only an empty directory can be deleted.
      Files.deleteIfExists(directory);
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", directory, e);
    }
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows) {
    return switch (format) {
      case PARQUET -> rows.write().mode("overwrite").format("parquet");
      case CSV -> rows.coalesce(1).write().mode("overwrite").format("csv").options(CSV_OPTIONS);
    };
  }

  private long count(Dataset<Row> rows, String target) {
    return rows.sparkSession()
        .read()
        .format(format.id())
        .schema(rows.schema())
        .options(CSV_OPTIONS)
        .load(target)
        .count();
  }
}
