package io.wiresmith.etl.step;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.telemetry.Precision;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What telemetry to extract.
 *
 * @param telemetry files and directories of line protocol
 * @param window the times to keep; without one, all
 * @param until rows at or after it are in the future; without one, those after the clock
 * @param precision the unit of the timestamps
 * @param codeRevision the code that does it, for the manifest
 * @param model the model it is for
 */
public record ExtractRequest(
    List<String> telemetry,
    Optional<Window> window,
    Optional<Instant> until,
    Precision precision,
    String codeRevision,
    ModelKey model) {
  /** Copies the list. */
  public ExtractRequest {
    telemetry = List.copyOf(telemetry);
  }
}
