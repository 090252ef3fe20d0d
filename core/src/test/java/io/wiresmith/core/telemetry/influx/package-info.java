/**
 * Real InfluxDB servers in tests. Entry: {@link io.wiresmith.core.telemetry.influx.TestingInflux}.
 * Used by the tests of every module.
 */
@NullMarked
package io.wiresmith.core.telemetry.influx;

import org.jspecify.annotations.NullMarked;
