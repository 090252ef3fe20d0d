/**
 * InfluxDB line protocol, read and written. Entry: {@link
 * io.wiresmith.core.telemetry.LineProtocolReader}. May import the JDK and core only.
 */
@NullMarked
package io.wiresmith.core.telemetry;

import org.jspecify.annotations.NullMarked;
