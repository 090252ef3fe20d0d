package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.etl.influx.InfluxSource;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.jobs.config.InfluxSettings;
import io.wiresmith.jobs.config.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Telemetry in an InfluxDB database. What it holds changes, so that the identity of work on it is
 * that of the database and the window, and an extraction stands until it is refreshed.
 *
 * @param location the database
 */
record DatabaseInput(InfluxLocation location) implements TelemetryInput {
  @Override
  public List<String> digests() {
    return List.of(Sha256.of(location.identity().getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public TelemetrySource source(Job job, RunRequest request) {
    Optional<Instant> until = request.span().map(Window::until).or(request::until);
    return connect(job.settings(), request.span().map(Window::from), until, job.clock().instant());
  }

  @Override
  public Instant completeAt(Settings settings, Instant until) {
    return until.plus(InfluxSettings.watermarkLag(settings));
  }

  /** The database between those times, once no more points are to be waited for. */
  InfluxSource connect(
      Settings settings, Optional<Instant> from, Optional<Instant> until, Instant now) {
    until.ifPresent(end -> closed(settings, end, now));
    return InfluxSource.connect(location, from, until, InfluxSettings.tuning(settings));
  }

  /** A window is closed when its end is so long ago that late points have come. */
  private void closed(Settings settings, Instant until, Instant now) {
    Instant closes = completeAt(settings, until);
    if (closes.isAfter(now)) {
      throw new WiresmithException(
          ErrorCode.DEPENDENCY_DOWN,
          "The window until %s of %s may still receive points until %s. Try again then, end it earlier by --until, or lower telemetry.influx.watermark-lag."
              .formatted(until, location, closes));
    }
  }
}
