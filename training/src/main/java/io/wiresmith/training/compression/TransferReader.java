package io.wiresmith.training.compression;

import static org.apache.spark.sql.functions.col;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Reads a labelled dataset into canonical order: time, stream, then every value. */
final class TransferReader {
  private static final Comparator<Transfer> CANONICAL =
      Comparator.comparingLong(Transfer::timeNs)
          .thenComparing(Transfer::stream)
          .thenComparing(Transfer::tags, Arrays::compare)
          .thenComparing(Transfer::inputs, Arrays::compare)
          .thenComparing(Transfer::costs, Arrays::compare);

  private static final String RESULT_SIZE = "spark.driver.maxResultSize";

  private final List<String> inputs = TransferTelemetry.inputFields();
  private final List<String> tags = TransferTelemetry.INPUT_TAGS;
  private final List<Codec> codecs = List.of(Codec.values());

  List<Transfer> read(SparkSession spark, DatasetRef labelled) {
    if (labelled.kind() != DatasetKind.LABELLED) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s is a %s dataset; training needs a labelled one. Run 'wiresmith label' on it first."
              .formatted(labelled.directory(), labelled.kind().id()));
    }
    Dataset<Row> frame = spark.read().parquet(labelled.files()).select(columns());
    List<Transfer> transfers = new ArrayList<>();
    for (Row row : collected(frame, labelled)) {
      transfers.add(transfer(row));
    }
    if (transfers.size() != labelled.rows()) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "%s holds %d rows, its manifest says %d. Remove it and run again."
              .formatted(labelled.directory(), transfers.size(), labelled.rows()));
    }
    transfers.sort(CANONICAL);
    return transfers;
  }

  private static List<Row> collected(Dataset<Row> frame, DatasetRef labelled) {
    try {
      return frame.collectAsList();
    } catch (RuntimeException e) {
      throw tooLarge(e) ? outOfRoom(labelled, e) : e;
    } catch (Exception e) {
      // Spark throws its checked exception undeclared.
      throw tooLarge(e)
          ? outOfRoom(labelled, e)
          : new WiresmithException(
              ErrorCode.INTERNAL,
              "%s cannot be read: %s".formatted(labelled.directory(), e.getMessage()),
              e);
    }
  }

  private static boolean tooLarge(@Nullable Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains(RESULT_SIZE)) {
        return true;
      }
    }
    return false;
  }

  private static WiresmithException outOfRoom(DatasetRef labelled, Exception e) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "%s has %,d rows, more than Spark hands to the driver at once (%s); all rows of a training must fit there. Shorten the window, or raise that setting and the memory of the driver (docs/reference/compression-model.md)."
            .formatted(labelled.directory(), labelled.rows(), RESULT_SIZE),
        e);
  }

  private Column[] columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(col(LabelledTransfer.TIME_NS));
    columns.add(col(TransferTelemetry.STREAM));
    tags.forEach(tag -> columns.add(col(tag)));
    inputs.forEach(field -> columns.add(col(field)));
    columns.add(col(TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS));
    columns.add(col(LabelledTransfer.CPU_PENALTY));
    codecs.forEach(codec -> columns.add(col(codec.compressedMbField())));
    codecs.forEach(codec -> columns.add(col(codec.compressMillisField())));
    codecs.forEach(codec -> columns.add(col(codec.costColumn())));
    return columns.toArray(new Column[0]);
  }

  private Transfer transfer(Row row) {
    int at = 0;
    long time = row.getLong(at++);
    String stream = text(row, at++);
    String[] values = new String[tags.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = text(row, at++);
    }
    double[] fields = doubles(row, at, inputs.size());
    at += inputs.size();
    double effective = row.getDouble(at++);
    double penalty = row.getDouble(at++);
    double[] compressed = doubles(row, at, codecs.size());
    double[] millis = doubles(row, at + codecs.size(), codecs.size());
    double[] costs = doubles(row, at + 2 * codecs.size(), codecs.size());
    return new Transfer(
        time,
        stream,
        values,
        fields,
        new Transfer.Measured(effective, compressed, millis, penalty),
        costs);
  }

  private static String text(Row row, int at) {
    return row.isNullAt(at) ? "" : row.getString(at);
  }

  private static double[] doubles(Row row, int from, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = row.isNullAt(from + i) ? Double.NaN : row.getDouble(from + i);
    }
    return values;
  }
}
