package io.wiresmith.core.telemetry.influx;

import java.util.Locale;

/** How an InfluxDB server is asked. */
public enum InfluxDialect {
  /** {@code /query}: every 1.x server, and 2.x by its mapping of buckets to databases. */
  INFLUXQL,
  /** {@code /api/v2/query}: 2.x, and 1.x where it is switched on. */
  FLUX;

  /** The name in URIs and options. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
