package io.wiresmith.training.compression;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.FieldSpec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.training.TestingSpark;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A committed labelled dataset of every n-th transfer of the recorded example. */
final class LabelledFixture {
  private static final Path EXAMPLE = Path.of("../examples/compression/transfers.lp.gz");

  private LabelledFixture() {}

  /** Every {@code step}-th transfer, under a workspace. */
  static DatasetRef everyNth(Path workspace, int step) {
    return everyNth(workspace, step, Optional.empty());
  }

  /** The same, all of one stream where its name is given. */
  static DatasetRef everyNth(Path workspace, int step, Optional<String> stream) {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(EXAMPLE)), StandardCharsets.UTF_8))) {
      int at = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (at++ % step == 0) {
          rows.add(row(line, stream));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return commit(workspace, rows);
  }

  private static DatasetRef commit(Path workspace, List<Row> rows) {
    String sha256 = Sha256.of(rows.toString());
    ModelKey model = ModelKey.of(ModelId.COMPRESSION);
    DatasetStore store = new DatasetStore(workspace);
    Path directory = store.directory(DatasetKind.LABELLED, model, sha256);
    TestingSpark.session()
        .createDataFrame(rows, schema())
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
            new Window(
                Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-15T00:00:00Z")),
            "fixture",
            RowCounts.unchanged(rows.size()),
            Map.of(),
            Map.of(),
            List.of(),
            "test",
            Map.of()));
  }

  private static StructType schema() {
    StructType schema = new StructType().add(LabelledTransfer.TIME_NS, DataTypes.LongType);
    for (String tag : TransferTelemetry.TAGS) {
      schema = schema.add(tag, DataTypes.StringType);
    }
    for (FieldSpec field : TransferTelemetry.FIELDS) {
      schema = schema.add(field.name(), DataTypes.DoubleType);
    }
    for (Codec codec : Codec.values()) {
      schema = schema.add(codec.costColumn(), DataTypes.DoubleType);
    }
    return schema
        .add(LabelledTransfer.CPU_PENALTY, DataTypes.DoubleType)
        .add(TransferTelemetry.ALGORITHM, DataTypes.StringType);
  }

  /** The example has no escapes and no blanks inside values. */
  private static Row row(String line, Optional<String> stream) {
    String[] parts = line.split(" ");
    Map<String, String> values = new HashMap<>();
    for (String part : (parts[0] + "," + parts[1]).split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        values.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    stream.ifPresent(name -> values.put(TransferTelemetry.STREAM, name));
    List<Object> row = new ArrayList<>();
    row.add(Long.parseLong(parts[2]));
    for (String tag : TransferTelemetry.TAGS) {
      row.add(values.getOrDefault(tag, ""));
    }
    Map<String, Double> numbers = new HashMap<>();
    for (FieldSpec field : TransferTelemetry.FIELDS) {
      String text = values.get(field.name());
      numbers.put(field.name(), text == null ? Double.NaN : Double.parseDouble(text));
      row.add(numbers.get(field.name()));
    }
    double penalty = 1 + numbers.getOrDefault(TransferTelemetry.CPU_USAGE, 0.0);
    double effective = numbers.getOrDefault(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS, 0.0);
    for (Codec codec : Codec.values()) {
      row.add(
          numbers.getOrDefault(codec.compressedMbField(), 0.0) * 8 / effective * 1000
              + numbers.getOrDefault(codec.compressMillisField(), 0.0) * penalty);
    }
    row.add(penalty);
    row.add(values.getOrDefault(TransferTelemetry.ALGORITHM, "").replace("\"", ""));
    return RowFactory.create(row.toArray());
  }
}
