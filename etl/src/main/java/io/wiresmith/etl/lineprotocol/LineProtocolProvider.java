package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Registers the source: {@code spark.read().format("lineprotocol").schema(...)}, see
 * docs/reference/telemetry.md. The schema is the user's; there is no inference.
 */
public final class LineProtocolProvider implements TableProvider, DataSourceRegister {
  static final String SHORT_NAME = "lineprotocol";

  @Override
  public String shortName() {
    return SHORT_NAME;
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    throw new WiresmithException(
        ErrorCode.INVALID_INPUT,
        "The source lineprotocol infers no schema. Give .schema(...): time_ns long, tags string,"
            + " fields double, long, boolean or string.");
  }

  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return new LineProtocolTable(
        LineProtocolOptions.of(new CaseInsensitiveStringMap(properties), schema));
  }
}
