package io.wiresmith.etl.compression;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.core.dataset.ColumnSpec.ColumnType;
import io.wiresmith.etl.step.TelemetryExtraction;
import java.util.ArrayList;
import java.util.List;

/** What is read of a transfer, and the columns of its datasets. */
final class CompressionSchema {
  /** What is read, and the raw dataset. */
  static final TelemetryExtraction EXTRACTION =
      TelemetryExtraction.of(
          TransferTelemetry.MEASUREMENT,
          TransferTelemetry.TAGS,
          TransferTelemetry.FIELDS,
          List.of(TransferTelemetry.ALGORITHM));

  /** The columns of the labelled dataset. */
  static final List<ColumnSpec> LABELLED = labelled();

  private CompressionSchema() {}

  private static List<ColumnSpec> labelled() {
    List<ColumnSpec> columns = new ArrayList<>(EXTRACTION.raw());
    for (Codec codec : Codec.values()) {
      columns.add(new ColumnSpec(codec.costColumn(), ColumnType.DOUBLE, "ms"));
    }
    columns.add(ColumnSpec.text(LabelledTransfer.LABEL));
    columns.add(new ColumnSpec(LabelledTransfer.MARGIN, ColumnType.DOUBLE, ""));
    columns.add(new ColumnSpec(LabelledTransfer.TIE, ColumnType.BOOLEAN, ""));
    columns.add(new ColumnSpec(LabelledTransfer.CPU_PENALTY, ColumnType.DOUBLE, ""));
    columns.add(ColumnSpec.text(LabelledTransfer.NETWORK_MODE));
    return List.copyOf(columns);
  }
}
