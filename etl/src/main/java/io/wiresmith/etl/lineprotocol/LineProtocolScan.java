package io.wiresmith.etl.lineprotocol;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.StructType;

/** Plans a read: one partition for each file, only the columns that are needed. */
final class LineProtocolScan implements SupportsPushDownRequiredColumns, Scan, Batch {
  private final LineProtocolOptions options;
  private StructType required;

  LineProtocolScan(LineProtocolOptions options) {
    this.options = options;
    this.required = options.schema();
  }

  @Override
  public void pruneColumns(StructType requiredSchema) {
    required = requiredSchema;
  }

  @Override
  public Scan build() {
    return this;
  }

  @Override
  public StructType readSchema() {
    return required;
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public String description() {
    return "lineprotocol " + options.measurement() + " in " + options.paths();
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return TelemetryFiles.resolve(options.paths()).stream()
        .map(file -> new FilePartition(file.toString()))
        .toArray(InputPartition[]::new);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new Factory(options, required);
  }

  /** A file. */
  private record FilePartition(String file) implements InputPartition, Serializable {}

  /** Makes the readers, in the executors. */
  private record Factory(LineProtocolOptions options, StructType required)
      implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      return new RowReader(((FilePartition) partition).file(), options, required);
    }
  }
}
