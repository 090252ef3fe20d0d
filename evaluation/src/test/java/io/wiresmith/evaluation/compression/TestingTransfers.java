package io.wiresmith.evaluation.compression;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.ExampleTransfer;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.evaluation.TestingDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The recorded transfers of the example, every tenth stream, labelled with the default penalty. */
final class TestingTransfers {
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
    List<Row> rows =
        ExampleTransfer.all().stream()
            .filter(transfer -> transfer.text(TransferTelemetry.STREAM).endsWith("0"))
            .map(TestingTransfers::row)
            .toList();
    return spark.createDataFrame(rows, schema());
  }

  static DatasetRef write(Dataset<Row> labelled, Path directory) {
    return TestingDatasets.write(
        labelled,
        3,
        directory,
        ModelKey.of(ModelId.COMPRESSION),
        new Window(Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-15T00:00:00Z")));
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

  private static Row row(ExampleTransfer transfer) {
    List<Object> values = new ArrayList<>();
    values.add(transfer.timeNs());
    TransferTelemetry.TAGS.forEach(tag -> values.add(transfer.text(tag)));
    TransferTelemetry.FIELDS.forEach(field -> values.add(transfer.number(field.name())));
    values.add(transfer.text(TransferTelemetry.ALGORITHM));
    double[] costs = Arrays.stream(Codec.values()).mapToDouble(transfer::cost).toArray();
    int label = 0;
    for (int codec = 0; codec < costs.length; codec++) {
      label = costs[codec] < costs[label] ? codec : label;
      values.add(costs[codec]);
    }
    double second = Double.POSITIVE_INFINITY;
    for (int codec = 0; codec < costs.length; codec++) {
      second = codec == label ? second : Math.min(second, costs[codec]);
    }
    values.add(Codec.values()[label].id());
    values.add(second / costs[label] - 1);
    values.add(second == costs[label]);
    values.add(transfer.penalty());
    values.add("hybrid");
    return RowFactory.create(values.toArray());
  }
}
