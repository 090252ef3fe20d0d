package io.wiresmith.etl.dataset;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/**
 * Writes one Parquet file (zstd, row groups of 8 MB) into a staging directory. A row holds one
 * value for each column, none null, in the order of the schema. Not thread-safe.
 */
public final class PartWriter {
  private static final long ROW_GROUP = 8L << 20;

  private final Path file;
  private final boolean ordered;
  private final PartDigest digest = new PartDigest();
  private final ParquetWriter<Object[]> writer;
  private long rows;

  /** Opens a part of a dataset, whose rows must come in canonical order. */
  public static PartWriter ordered(Path staging, List<ColumnSpec> schema) {
    return new PartWriter(staging, schema, true);
  }

  /** Opens a file of rows in any order. */
  public static PartWriter unordered(Path staging, List<ColumnSpec> schema) {
    return new PartWriter(staging, schema, false);
  }

  private PartWriter(Path staging, List<ColumnSpec> schema, boolean ordered) {
    this.file = staging.resolve(UUID.randomUUID() + ".parquet");
    this.ordered = ordered;
    try {
      Files.createDirectories(staging);
      this.writer =
          new RowWriteSupport.Builder(new LocalOutputFile(file), schema)
              .withConf(new PlainParquetConfiguration())
              .withCompressionCodec(CompressionCodecName.ZSTD)
              .withRowGroupSize(ROW_GROUP)
              .build();
    } catch (IOException e) {
      throw AtomicFiles.failed("write", file, e);
    }
  }

  /** Adds a row. */
  public void write(Object[] row) {
    try {
      writer.write(row);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", file, e);
    }
    if (ordered) {
      digest.add(row);
    }
    rows++;
  }

  /** Finishes the file and forces it to the disk. */
  public Part finish() {
    try {
      writer.close();
      AtomicFiles.sync(file);
      String sha256 = Sha256.of(file);
      DatasetFile committed =
          new DatasetFile(
              "part-" + sha256.substring(0, 24) + ".parquet", Files.size(file), sha256, rows);
      return new Part(
          String.valueOf(file.getFileName()), committed, ordered ? digest.hours() : Map.of());
    } catch (IOException e) {
      throw AtomicFiles.failed("write", file, e);
    }
  }
}
