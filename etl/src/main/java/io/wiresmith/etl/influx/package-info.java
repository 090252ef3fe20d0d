/**
 * InfluxDB as a Spark source, {@code spark.read().format("influxdb")}, and as a telemetry source of
 * the quality law. Entry: {@link io.wiresmith.etl.influx.InfluxSource}. May import core,
 * etl.source, Spark SQL, MessagePack and the InfluxDB client.
 */
@NullMarked
package io.wiresmith.etl.influx;

import org.jspecify.annotations.NullMarked;
