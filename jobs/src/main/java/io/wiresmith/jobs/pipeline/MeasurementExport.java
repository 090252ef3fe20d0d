package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.Window;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.etl.influx.InfluxSource;
import io.wiresmith.jobs.config.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/**
 * Any measurement of a database as files, as it is: read whole or not at all, but not judged.
 *
 * @param settings how the database is read
 * @param sparks the session
 * @param clock the wall clock
 */
public record MeasurementExport(Settings settings, Sparks sparks, Clock clock) {
  /**
   * Exports.
   *
   * @param telemetry the database
   * @param window the times; without one all until {@code until}
   * @return what was written
   */
  public Map<String, Object> run(
      String telemetry,
      String measurement,
      Optional<Window> window,
      Optional<Instant> until,
      Export export) {
    export.requireFree();
    InfluxSource source =
        new DatabaseInput(InfluxLocation.parse(telemetry))
            .connect(
                settings,
                window.map(Window::from),
                window.map(Window::until).or(() -> until),
                clock.instant());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("measurement", measurement);
    facts.put("source", source.description());
    SparkSession session = sparks.session();
    // InfluxDB tells Value and value apart.
    session.conf().set("spark.sql.caseSensitive", true);
    return export.write(source.measurement(session, measurement), facts);
  }
}
