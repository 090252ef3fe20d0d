package io.wiresmith.etl.influx;

import io.wiresmith.etl.source.Provenance;
import java.util.Arrays;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One measurement of a database; provenance is in hidden columns. */
record InfluxTableSource(InfluxOptions options, MeasurementSchema known, Columns columnSet)
    implements SupportsRead, SupportsMetadataColumns {
  @Override
  public String name() {
    return "influxdb " + options.measurement();
  }

  @Override
  public Column[] columns() {
    return Arrays.stream(columnSet.all().fields())
        .map(field -> Column.create(field.name(), field.dataType(), true))
        .toArray(Column[]::new);
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
    return new InfluxScan(options, known, columnSet);
  }
}
