package io.wiresmith.etl.influx;

import io.wiresmith.etl.source.Provenance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** One partition, read as a task of Spark does, whose schema is known: the first request reads. */
final class RereadPartition {
  private final PartitionRead read;
  private final Selection selection;

  /**
   * Asks for the schema.
   *
   * @param plain how to ask for it
   * @param options how to read
   */
  RereadPartition(InfluxOptions plain, InfluxOptions options, String... fields) {
    MeasurementSchema schema = plain.dialect().schema(options.measurement());
    StructType required = new StructType().add(Provenance.RAW, DataTypes.StringType);
    this.read = new PartitionRead(options, schema, Columns.of(schema), required);
    this.selection = Selections.all(options.measurement(), fields);
  }

  /** Its rows, as line protocol, sorted. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    try (RowSpool spool = new RowSpool()) {
      read.into(spool, selection);
      UnsafeRow row = new UnsafeRow(1);
      while (spool.next(row)) {
        texts.add(row.getUTF8String(0).toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(new TreeSet<>(texts));
  }

  /** How many. */
  long rows() {
    return texts().size();
  }
}
