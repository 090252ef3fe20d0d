package io.wiresmith.evaluation.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferCost;
import io.wiresmith.core.compression.TransferTelemetry;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * One row of a labelled dataset, by the names of its columns.
 *
 * @param row a row with a schema
 */
record LabelledRow(Row row) {
  private static final double LEAST_MBPS = 1e-9;

  /** The columns that are read here, whatever the artifact needs besides. */
  static List<String> columns() {
    List<String> columns = new ArrayList<>(TransferTelemetry.TAGS);
    columns.add(LabelledTransfer.TIME_NS);
    columns.add(LabelledTransfer.NETWORK_MODE);
    columns.add(LabelledTransfer.LABEL);
    columns.add(LabelledTransfer.MARGIN);
    columns.add(LabelledTransfer.CPU_PENALTY);
    columns.add(TransferTelemetry.SIZE_MB);
    columns.add(TransferTelemetry.ENTROPY);
    columns.add(TransferTelemetry.BANDWIDTH_MBPS);
    columns.add(TransferTelemetry.ALGORITHM);
    for (Codec codec : Codec.values()) {
      columns.add(codec.costColumn());
      columns.add(codec.compressedMbField());
      columns.add(codec.compressMillisField());
    }
    return columns;
  }

  /** Empty where missing. */
  String text(String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? "" : row.getString(at);
  }

  /** NaN where missing. */
  double number(String column) {
    int at = row.fieldIndex(column);
    return row.isNullAt(at) ? Double.NaN : row.getDouble(at);
  }

  int label() {
    int label = Codec.ids().indexOf(text(LabelledTransfer.LABEL));
    if (label < 0) {
      throw new WiresmithException(
          ErrorCode.DATA_QUALITY,
          "A row has the label '%s'; required is one of %s. Label the data again."
              .formatted(text(LabelledTransfer.LABEL), Codec.ids()));
    }
    return label;
  }

  /** The codec that was used; unknown where it is missing or none of ours. */
  int production() {
    return Codec.ids().indexOf(text(TransferTelemetry.ALGORITHM));
  }

  /**
   * The cheapest codec if the nominal bandwidth were the real one (models.md, label-noise floor):
   * the best that can be decided before the transfer.
   */
  int informed() {
    double mbps = Math.max(LEAST_MBPS, number(TransferTelemetry.BANDWIDTH_MBPS));
    double penalty = number(LabelledTransfer.CPU_PENALTY);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Codec codec : Codec.values()) {
      double cost =
          TransferCost.millis(
              number(codec.compressedMbField()),
              mbps,
              number(codec.compressMillisField()),
              penalty);
      if (cost < least) {
        least = cost;
        best = codec.ordinal();
      }
    }
    return best;
  }
}
