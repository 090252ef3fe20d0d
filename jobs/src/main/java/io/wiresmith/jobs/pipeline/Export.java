package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.etl.source.SparkFailures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows as files for people and other programs: Parquet parts, or one CSV file with a header. The
 * manifest is written last; a directory without one is no export.
 *
 * @param directory where to; made, or left from an export that did not end
 * @param format Parquet or CSV
 */
public record Export(Path directory, Format format) {
  private static final String TIMES = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX";
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
   * Refuses a directory that holds anything but an export that did not end.
   *
   * @throws WiresmithException {@code USAGE}
   */
  public void requireFree() {
    if (!Files.isDirectory(directory)) {
      return;
    }
    List<String> names =
        AtomicFiles.list(directory).stream()
            .map(path -> String.valueOf(path.getFileName()))
            .filter(name -> !name.matches("(_|\\._|part-|\\.part-).*"))
            .toList();
    if (!names.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--out %s holds %s. Name an empty directory, or one that is not there."
              .formatted(directory, names.get(0)));
    }
  }

  /**
   * Writes.
   *
   * @param facts what else the manifest says
   * @return what the manifest says
   */
  public Map<String, Object> write(Dataset<Row> rows, Map<String, ?> facts) {
    requireFree();
    String target = directory.toAbsolutePath().toString();
    long written =
        SparkFailures.unwrapped(
            () -> {
              writer(rows).save(target);
              return count(rows, target);
            });
    Map<String, Object> manifest = new LinkedHashMap<>(facts);
    manifest.put("rows", written);
    manifest.put("format", format.id());
    manifest.put("columns", List.of(rows.schema().fieldNames()));
    manifest.put("out", target);
    AtomicFiles.write(directory.resolve(MANIFEST), Json.bytes(manifest));
    return manifest;
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows) {
    return switch (format) {
      case PARQUET -> rows.write().mode("overwrite").format("parquet");
      case CSV ->
          rows.coalesce(1)
              .write()
              .mode("overwrite")
              .format("csv")
              .option("header", true)
              .option("timestampFormat", TIMES)
              .option("escape", "\"");
    };
  }

  private long count(Dataset<Row> rows, String target) {
    return rows.sparkSession()
        .read()
        .format(format.id())
        .schema(rows.schema())
        .option("header", true)
        .option("escape", "\"")
        .option("timestampFormat", TIMES)
        .option("multiLine", format == Format.CSV)
        .load(target)
        .count();
  }
}
