package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.etl.source.TelemetrySource;
import java.util.List;

/** The telemetry that a run was pointed at. */
public sealed interface TelemetryInput permits FileInput, DatabaseInput {
  /**
   * Finds what is behind {@code --telemetry}.
   *
   * @throws WiresmithException {@code USAGE} if there is nothing, with what was looked for
   */
  static TelemetryInput of(String uri) {
    return InfluxLocation.matches(uri)
        ? new DatabaseInput(InfluxLocation.parse(uri))
        : FileInput.of(uri);
  }

  /** What tells this telemetry from other: part of the identity of the work done on it. */
  List<String> digests();

  /**
   * Where to read.
   *
   * @throws WiresmithException if the window may still receive points, or the server is down
   */
  TelemetrySource source(Job job, RunRequest request);
}
