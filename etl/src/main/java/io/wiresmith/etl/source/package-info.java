/**
 * What every telemetry source gives to the quality law: rows with their provenance. Entry: {@link
 * io.wiresmith.etl.source.TelemetrySource}. May import core and Spark SQL.
 */
@NullMarked
package io.wiresmith.etl.source;

import org.jspecify.annotations.NullMarked;
