package io.wiresmith.etl.influx;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * Registers the source: {@code spark.read().format("influxdb").option("measurement", …).load(URL)},
 * see docs/reference/influxdb.md. Without a schema, the server's.
 */
public final class InfluxProvider implements TableProvider, DataSourceRegister {
  static final String SHORT_NAME = "influxdb";

  /** What was inferred: Spark asks for the table right afterwards. */
  private @Nullable Inferred inferred;

  private record Inferred(Map<String, String> options, MeasurementSchema schema) {}

  @Override
  public String shortName() {
    return SHORT_NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    Map<String, String> properties = Map.copyOf(options.asCaseSensitiveMap());
    MeasurementSchema known = known(InfluxOptions.of(properties));
    inferred = new Inferred(properties, known);
    return Columns.of(known).all();
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    InfluxOptions options = InfluxOptions.of(properties);
    Inferred before = inferred;
    MeasurementSchema known =
        before != null && before.options().equals(properties) ? before.schema() : known(options);
    Columns columns = Columns.of(schema, InfluxOptions.tags(properties), known);
    return new InfluxTableSource(options, known, columns);
  }

  /** What the server knows; an unknown measurement is an error, for InfluxDB it is an empty one. */
  private static MeasurementSchema known(InfluxOptions options) {
    Dialect dialect = options.dialect();
    MeasurementSchema schema =
        options.backoff().run(() -> dialect.schema(options.measurement()), message -> {});
    if (schema.fields().isEmpty()) {
      throw InfluxFailures.unknownMeasurement(
          options.connection().location(), options.measurement(), dialect.measurements());
    }
    return schema;
  }
}
