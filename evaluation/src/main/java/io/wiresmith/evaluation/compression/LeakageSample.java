package io.wiresmith.evaluation.compression;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.compression.LabelledTransfer;
import io.wiresmith.core.compression.TransferTelemetry;
import io.wiresmith.core.telemetry.FieldSpec;
import io.wiresmith.core.telemetry.FieldSpec.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Whole streams of a labelled dataset, some thousand rows, to look for leaks in: inputs, what was
 * measured afterwards, and the compression ratios and rates that follow from it.
 *
 * @param inputs numeric input to its values
 * @param measured measured or derived column to its values
 * @param streams the stream of each row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LeakageSample(
    Map<String, double[]> inputs, Map<String, double[]> measured, String[] streams) {
  static final int ROWS = 5_000;

  static LeakageSample of(Dataset<Row> labelled, Collection<String> inputColumns) {
    List<String> inputs =
        Arrays.stream(labelled.schema().fields())
            .filter(field -> field.dataType().equals(DataTypes.DoubleType))
            .map(StructField::name)
            .filter(inputColumns::contains)
            .sorted()
            .toList();
    List<String> numbers = new ArrayList<>(inputs);
    measuredColumns().stream().filter(name -> !inputs.contains(name)).forEach(numbers::add);
    if (!numbers.contains(TransferTelemetry.SIZE_MB)) {
      numbers.add(TransferTelemetry.SIZE_MB);
    }
    List<Row> rows = rows(labelled, numbers);
    String[] streams = rows.stream().map(row -> row.getString(0)).toArray(String[]::new);
    Map<String, double[]> values = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      int at = 2 + i;
      values.put(
          numbers.get(i),
          rows.stream()
              .mapToDouble(row -> row.isNullAt(at) ? Double.NaN : row.getDouble(at))
              .toArray());
    }
    return new LeakageSample(pick(values, inputs), measured(values), streams);
  }

  /** Inputs that come from a later row. */
  List<String> leaks() {
    return LeakageCheck.fromTheFuture(inputs, measured, streams);
  }

  /** Inputs that equal what was measured in the same row. */
  List<String> suspicions() {
    return LeakageCheck.sameRow(inputs, measured, streams);
  }

  private static List<String> measuredColumns() {
    List<String> names = new ArrayList<>();
    TransferTelemetry.FIELDS.stream()
        .filter(field -> field.known() == Known.AFTER)
        .map(FieldSpec::name)
        .forEach(names::add);
    for (Codec codec : Codec.values()) {
      names.add(codec.costColumn());
    }
    return names;
  }

  /** By stream, then time: the largest streams until there are enough rows. */
  private static List<Row> rows(Dataset<Row> labelled, List<String> numbers) {
    List<Column> columns = new ArrayList<>();
    columns.add(coalesce(col(TransferTelemetry.STREAM), lit("")).as(TransferTelemetry.STREAM));
    columns.add(col(LabelledTransfer.TIME_NS));
    numbers.forEach(name -> columns.add(col(name)));
    Dataset<Row> narrow = labelled.select(columns.toArray(new Column[0]));
    Object[] streams = largest(narrow);
    List<Row> rows =
        new ArrayList<>(
            narrow
                .filter(col(TransferTelemetry.STREAM).isin(streams))
                .orderBy(TransferTelemetry.STREAM, LabelledTransfer.TIME_NS)
                .takeAsList(2 * ROWS));
    rows.sort(
        Comparator.comparing((Row row) -> row.getString(0)).thenComparing(row -> row.getLong(1)));
    return rows;
  }

  private static Object[] largest(Dataset<Row> narrow) {
    List<Row> counts =
        new ArrayList<>(narrow.groupBy(TransferTelemetry.STREAM).count().collectAsList());
    counts.sort(
        Comparator.comparing((Row row) -> -row.getLong(1)).thenComparing(row -> row.getString(0)));
    List<String> streams = new ArrayList<>();
    long rows = 0;
    for (Row count : counts) {
      if (rows >= ROWS) {
        break;
      }
      streams.add(count.getString(0));
      rows += count.getLong(1);
    }
    return streams.toArray();
  }

  private static Map<String, double[]> measured(Map<String, double[]> values) {
    Map<String, double[]> measured = pick(values, measuredColumns());
    double[] size = column(values, TransferTelemetry.SIZE_MB);
    double[] bandwidth = column(values, TransferTelemetry.EFFECTIVE_BANDWIDTH_MBPS);
    for (Codec codec : Codec.values()) {
      double[] compressed = column(values, codec.compressedMbField());
      double[] ratio = new double[size.length];
      double[] rate = new double[size.length];
      for (int row = 0; row < size.length; row++) {
        ratio[row] = size[row] / compressed[row];
        rate[row] = ratio[row] * bandwidth[row];
      }
      measured.put("size_mb / " + codec.compressedMbField(), ratio);
      measured.put("the transfer rate of " + codec.id(), rate);
    }
    return measured;
  }

  private static Map<String, double[]> pick(Map<String, double[]> values, List<String> names) {
    Map<String, double[]> picked = new TreeMap<>();
    names.forEach(name -> picked.put(name, column(values, name)));
    return picked;
  }

  private static double[] column(Map<String, double[]> values, String name) {
    double[] column = values.get(name);
    if (column == null) {
      throw new IllegalStateException("No column " + name);
    }
    return column;
  }
}
