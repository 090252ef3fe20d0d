package io.wiresmith.etl.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.FieldSpec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.ColumnSpec.ColumnType;
import io.wiresmith.etl.source.FieldRule;
import io.wiresmith.etl.source.TelemetryLayout;
import java.util.ArrayList;
import java.util.List;

/** What is read of a transfer, and the columns of its datasets. */
final class CompressionSchema {
  /** What is read. */
  static final TelemetryLayout LAYOUT =
      new TelemetryLayout(
          TransferTelemetry.MEASUREMENT,
          TransferTelemetry.TAGS,
          TransferTelemetry.FIELDS.stream().map(CompressionSchema::rule).toList(),
          List.of(TransferTelemetry.ALGORITHM));

  /** The columns of the raw dataset. */
  static final List<ColumnSpec> RAW = raw();

  /** The columns of the labelled dataset. */
  static final List<ColumnSpec> LABELLED = labelled();

  private CompressionSchema() {}

  private static FieldRule rule(FieldSpec field) {
    return new FieldRule(
        field.name(), field.unit(), field.minimum(), field.maximum(), field.required());
  }

  private static List<ColumnSpec> raw() {
    List<ColumnSpec> columns = new ArrayList<>();
    columns.add(new ColumnSpec(LabelledTransfer.TIME_NS, ColumnType.LONG, "ns"));
    TransferTelemetry.TAGS.forEach(tag -> columns.add(text(tag)));
    for (FieldSpec field : TransferTelemetry.FIELDS) {
      columns.add(new ColumnSpec(field.name(), ColumnType.DOUBLE, field.unit()));
    }
    columns.add(text(TransferTelemetry.ALGORITHM));
    return List.copyOf(columns);
  }

  private static List<ColumnSpec> labelled() {
    List<ColumnSpec> columns = new ArrayList<>(RAW);
    for (Codec codec : Codec.values()) {
      columns.add(new ColumnSpec(codec.costColumn(), ColumnType.DOUBLE, "ms"));
    }
    columns.add(text(LabelledTransfer.LABEL));
    columns.add(new ColumnSpec(LabelledTransfer.MARGIN, ColumnType.DOUBLE, ""));
    columns.add(new ColumnSpec(LabelledTransfer.TIE, ColumnType.BOOLEAN, ""));
    columns.add(new ColumnSpec(LabelledTransfer.CPU_PENALTY, ColumnType.DOUBLE, ""));
    columns.add(text(LabelledTransfer.NETWORK_MODE));
    return List.copyOf(columns);
  }

  private static ColumnSpec text(String name) {
    return new ColumnSpec(name, ColumnType.STRING, "");
  }
}
