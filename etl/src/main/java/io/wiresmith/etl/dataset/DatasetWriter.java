package io.wiresmith.etl.dataset;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.Json;
import io.wiresmith.etl.source.SparkFailures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Writes a dataset and commits it. Canonical order is by all columns of the schema, the first of
 * which is {@code time_ns}; the digest covers the schema and the rows in that order and depends on
 * neither the order of the input nor partitions, threads or files.
 *
 * @param store where datasets lie
 * @param kind how far the data has come
 * @param model the model it is for
 * @param schema the columns, {@code time_ns} first
 */
public record DatasetWriter(
    DatasetStore store, DatasetKind kind, ModelKey model, List<ColumnSpec> schema) {

  /** Opens a place for parts. */
  public Staging stage() {
    return Staging.open(store.root().resolve(kind.id()).resolve(model.id()));
  }

  /**
   * Writes rows aside, in canonical order; none of the columns may be null.
   *
   * @param rows at least the columns of the schema
   */
  public List<Part> write(Dataset<Row> rows, Staging staging) {
    Column[] columns =
        schema.stream().map(column -> functions.col(column.name())).toArray(Column[]::new);
    PartTask task = new PartTask(staging.directory().toString(), Json.line(schema));
    return SparkFailures.unwrapped(
        () ->
            parts(
                rows.select(columns)
                    .repartition(PartDigest.hour(schema.get(0).name()))
                    .sortWithinPartitions(columns)
                    .mapPartitions(task, Encoders.STRING())
                    .collectAsList()));
  }

  private static List<Part> parts(List<String> lines) {
    return lines.stream()
        .map(
            line ->
                Json.parse(
                    line.getBytes(java.nio.charset.StandardCharsets.UTF_8), Part.class, "a part"))
        .toList();
  }

  /**
   * Writes and commits rows that were made of another dataset, each of which came from one of its
   * rows.
   *
   * @param rows at least the columns of the schema
   * @param facts what was found while they were made
   */
  public DatasetRef derive(
      Dataset<Row> rows, DatasetRef parent, String codeRevision, Map<String, Double> facts) {
    try (Staging staging = stage()) {
      List<Part> parts = write(rows, staging);
      return commit(
          parts,
          staging,
          written ->
              new DatasetManifest(
                  kind,
                  model,
                  written.sha256(),
                  written.files(),
                  schema,
                  parent.window(),
                  parent.manifest().source(),
                  RowCounts.unchanged(written.rows()),
                  Map.of(),
                  Map.of(),
                  List.of(parent.sha256()),
                  codeRevision,
                  facts));
    }
  }

  /** The digest of the dataset that these parts make up. */
  public String digest(List<Part> parts) {
    Map<Long, String> hours = new HashMap<>();
    for (Part part : parts) {
      part.hours()
          .forEach(
              (hour, digest) -> {
                if (hours.put(hour, digest) != null) {
                  throw new IllegalStateException("Two parts hold rows of hour " + hour);
                }
              });
    }
    return PartDigest.whole(schema, hours);
  }

  /**
   * Moves the parts in place and writes the manifest, last. A dataset with that digest that is
   * there already stays as it is on the disk; the reference that is returned has the window and the
   * counts of this run.
   *
   * @param manifest makes the manifest from the digest and the files
   */
  public DatasetRef commit(
      List<Part> parts, Staging staging, Function<Written, DatasetManifest> manifest) {
    String sha256 = digest(parts);
    Optional<DatasetRef> there = store.find(kind, model, sha256);
    if (there.isPresent()) {
      return seenBy(manifest, there.get());
    }
    staging.moveTo(store.directory(kind, model, sha256), parts);
    List<DatasetFile> files = new ArrayList<>(parts.stream().map(Part::file).toList());
    files.sort(Comparator.comparing(DatasetFile::name));
    return seenBy(manifest, store.commit(manifest.apply(new Written(sha256, files))));
  }

  /** The rows that are stored, with the window and the counts of this run. */
  private static DatasetRef seenBy(Function<Written, DatasetManifest> run, DatasetRef stored) {
    Written written = new Written(stored.sha256(), stored.manifest().files());
    return new DatasetRef(stored.directory(), run.apply(written));
  }

  /**
   * What lies on the disk.
   *
   * @param sha256 digest of schema and rows
   * @param files the files
   */
  public record Written(String sha256, List<DatasetFile> files) {
    /** The rows of all files. */
    long rows() {
      return files.stream().mapToLong(DatasetFile::rows).sum();
    }
  }

  /** Values of a row as the part writer wants them. */
  static Object[] values(Row row, int columns) {
    Object[] values = new Object[columns];
    Arrays.setAll(values, row::get);
    return values;
  }
}
