/**
 * The etl of the compression model: what is read of a transfer, the oracle's labels, and synthetic
 * telemetry. Entry: {@link io.wiresmith.etl.compression.CompressionEtl}. May import core, the
 * shared packages of etl and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.compression;

import org.jspecify.annotations.NullMarked;
