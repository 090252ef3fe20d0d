package io.wiresmith.etl.step;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.etl.source.TelemetrySource;
import java.time.Instant;
import java.util.Optional;

/**
 * What telemetry to extract.
 *
 * @param source where the telemetry is read
 * @param window the times to keep; without one, all
 * @param until rows at or after it are in the future; without one, those after the clock
 * @param codeRevision the code that does it, for the manifest
 * @param model the model it is for
 */
public record ExtractRequest(
    TelemetrySource source,
    Optional<Window> window,
    Optional<Instant> until,
    String codeRevision,
    ModelKey model) {}
