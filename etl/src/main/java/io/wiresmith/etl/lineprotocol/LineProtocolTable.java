package io.wiresmith.etl.lineprotocol;

import io.wiresmith.etl.source.Provenance;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One measurement in some files; provenance is in hidden columns. */
record LineProtocolTable(LineProtocolOptions options)
    implements SupportsRead, SupportsMetadataColumns {
  @Override
  public String name() {
    return "lineprotocol " + options.measurement();
  }

  @Override
  public Column[] columns() {
    Column[] columns = new Column[options.schema().length()];
    int i = 0;
    for (StructField field : options.schema().fields()) {
      columns[i++] = Column.create(field.name(), field.dataType(), true);
    }
    return columns;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public MetadataColumn[] metadataColumns() {
    return Provenance.hidden();
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
    return new LineProtocolScan(options);
  }
}
