/**
 * The Spark source {@code lineprotocol} for files of InfluxDB line protocol. Entry: {@link
 * io.wiresmith.etl.lineprotocol.LineProtocolSource}. May import core, etl.source and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.lineprotocol;

import org.jspecify.annotations.NullMarked;
