/**
 * InfluxDB over HTTP: where a server is, who asks, what it answers. Entry: {@link
 * io.wiresmith.core.telemetry.influx.InfluxConnection}. May import the JDK and core only.
 */
@NullMarked
package io.wiresmith.core.telemetry.influx;

import org.jspecify.annotations.NullMarked;
