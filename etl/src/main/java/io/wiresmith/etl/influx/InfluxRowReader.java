package io.wiresmith.etl.influx;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.jspecify.annotations.Nullable;

/** Gives the rows of one partition, not one before all of them are there. */
final class InfluxRowReader implements PartitionReader<InternalRow> {
  private final PartitionRead read;
  private final Selection selection;
  private final RowSpool spool;
  private @Nullable UnsafeRow row;

  InfluxRowReader(PartitionRead read, Selection selection) {
    this.read = read;
    this.selection = selection;
    this.spool = new RowSpool();
  }

  @Override
  public boolean next() {
    if (row == null) {
      read.into(spool, selection);
      row = new UnsafeRow(read.required().length());
    }
    return spool.next(row);
  }

  @Override
  public InternalRow get() {
    return java.util.Objects.requireNonNull(row);
  }

  @Override
  public void close() throws IOException {
    spool.close();
  }
}
