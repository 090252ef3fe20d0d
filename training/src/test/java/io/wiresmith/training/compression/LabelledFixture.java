package io.wiresmith.training.compression;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.ExampleTransfer;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.training.LabelledDatasets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A committed labelled dataset of every n-th transfer of the recorded example. */
final class LabelledFixture {
  private LabelledFixture() {}

  /** Every {@code step}-th transfer, under a workspace. */
  static DatasetRef everyNth(Path workspace, int step) {
    return everyNth(workspace, step, Optional.empty());
  }

  /** The same, all of one stream where its name is given. */
  static DatasetRef everyNth(Path workspace, int step, Optional<String> stream) {
    List<ExampleTransfer> all = ExampleTransfer.all();
    List<Row> rows = new ArrayList<>();
    for (int at = 0; at < all.size(); at += step) {
      ExampleTransfer transfer = all.get(at);
      rows.add(row(stream.map(transfer::on).orElse(transfer)));
    }
    return commit(workspace, rows);
  }

  private static DatasetRef commit(Path workspace, List<Row> rows) {
    return LabelledDatasets.commit(
        workspace,
        ModelKey.of(ModelId.COMPRESSION),
        schema(),
        rows,
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
    for (Codec codec : Codec.values()) {
      schema = schema.add(codec.costColumn(), DataTypes.DoubleType);
    }
    return schema
        .add(LabelledTransfer.CPU_PENALTY, DataTypes.DoubleType)
        .add(TransferTelemetry.ALGORITHM, DataTypes.StringType);
  }

  private static Row row(ExampleTransfer transfer) {
    List<Object> row = new ArrayList<>();
    row.add(transfer.timeNs());
    TransferTelemetry.TAGS.forEach(tag -> row.add(transfer.text(tag)));
    TransferTelemetry.FIELDS.forEach(field -> row.add(transfer.number(field.name())));
    for (Codec codec : Codec.values()) {
      row.add(transfer.cost(codec));
    }
    row.add(transfer.penalty());
    row.add(transfer.text(TransferTelemetry.ALGORITHM));
    return RowFactory.create(row.toArray());
  }
}
