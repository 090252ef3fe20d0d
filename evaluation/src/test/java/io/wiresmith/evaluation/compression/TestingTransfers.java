package io.wiresmith.evaluation.compression;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.FieldSpec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
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
import java.util.zip.GZIPInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The recorded transfers of the example, every tenth stream, labelled with the default penalty. */
final class TestingTransfers {
  private static final Path RECORDED = Path.of("../examples/compression/transfers.lp.gz");

  private TestingTransfers() {}

  static SparkSession spark() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  /** The labelled rows; this is for tests only, the product labels in the module etl. */
  static Dataset<Row> labelled(SparkSession spark) {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(RECORDED)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Map<String, String> point = point(line);
        if (point.getOrDefault(TransferTelemetry.STREAM, "").endsWith("0")) {
          rows.add(row(point));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return spark.createDataFrame(rows, schema());
  }

  static DatasetRef write(Dataset<Row> labelled, Path directory) {
    labelled.repartition(3).write().parquet(directory.toString());
    List<DatasetFile> files =
        AtomicFiles.list(directory).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".parquet"))
            .map(name -> new DatasetFile(name, 0, "", 0))
            .toList();
    return new DatasetRef(
        directory,
        new DatasetManifest(
            DatasetKind.LABELLED,
            ModelKey.of(ModelId.COMPRESSION),
            "dataset",
            files,
            List.of(),
            new Window(
                Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-15T00:00:00Z")),
            "test",
            RowCounts.unchanged(labelled.count()),
            Map.of(),
            Map.of(),
            List.of(),
            "testing",
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
    schema = schema.add(TransferTelemetry.ALGORITHM, DataTypes.StringType);
    for (Codec codec : Codec.values()) {
      schema = schema.add(codec.costColumn(), DataTypes.DoubleType);
    }
    return schema
        .add(LabelledTransfer.LABEL, DataTypes.StringType)
        .add(LabelledTransfer.MARGIN, DataTypes.DoubleType)
        .add(LabelledTransfer.TIE, DataTypes.BooleanType)
        .add(LabelledTransfer.CPU_PENALTY, DataTypes.DoubleType)
        .add(LabelledTransfer.NETWORK_MODE, DataTypes.StringType);
  }

  /** Good for the example's lines, which hold neither escapes nor blanks. */
  private static Map<String, String> point(String line) {
    String[] parts = line.split(" ");
    Map<String, String> point = new HashMap<>();
    for (String pair : (parts[0] + "," + parts[1]).split(",")) {
      String[] sides = pair.split("=");
      if (sides.length == 2) {
        point.put(sides[0], sides[1].replace("\"", ""));
      }
    }
    point.put(LabelledTransfer.TIME_NS, parts[2]);
    return point;
  }

  private static Row row(Map<String, String> point) {
    List<Object> values = new ArrayList<>();
    values.add(Long.valueOf(point.getOrDefault(LabelledTransfer.TIME_NS, "")));
    TransferTelemetry.TAGS.forEach(tag -> values.add(point.getOrDefault(tag, "")));
    TransferTelemetry.FIELDS.forEach(field -> values.add(number(point, field.name())));
    values.add(point.getOrDefault(TransferTelemetry.ALGORITHM, ""));
    double penalty = 1 + number(point, TransferTelemetry.CPU_USAGE);
    double[] costs = new double[Codec.values().length];
    int label = 0;
    for (Codec codec : Codec.values()) {
      costs[codec.ordinal()] =
          number(point, codec.compressedMbField())
                  * 8
                  / number(point, TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS)
                  * 1000
              + number(point, codec.compressMillisField()) * penalty;
      label = costs[codec.ordinal()] < costs[label] ? codec.ordinal() : label;
      values.add(costs[codec.ordinal()]);
    }
    double second = Double.POSITIVE_INFINITY;
    for (int codec = 0; codec < costs.length; codec++) {
      second = codec == label ? second : Math.min(second, costs[codec]);
    }
    values.add(Codec.values()[label].id());
    values.add(second / costs[label] - 1);
    values.add(second == costs[label]);
    values.add(penalty);
    values.add("hybrid");
    return RowFactory.create(values.toArray());
  }

  private static double number(Map<String, String> point, String field) {
    return Double.parseDouble(point.getOrDefault(field, "NaN"));
  }
}
