package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.run.WorkKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a run is identified by, and the parts of it.
 *
 * @param key the run's work key
 * @param inputs digest of the telemetry
 * @param config digest of the settings that decide the result
 * @param code the code revision
 */
public record RunIdentity(WorkKey key, String inputs, String config, String code) {
  /**
   * The identity of a run that is asked for now.
   *
   * @throws WiresmithException {@code USAGE} if the telemetry does not exist
   */
  public static RunIdentity of(Job job, RunRequest request) {
    TelemetryInput input = TelemetryInput.of(request.telemetry());
    return of(job, request, input, new ExtractStep(job, request, input));
  }

  static RunIdentity of(Job job, RunRequest request, TelemetryInput input, ExtractStep extract) {
    List<String> digests = new ArrayList<>(input.digests());
    extract.refreshed().ifPresent(digests::add);
    Map<String, Object> essence = request.essence(job.settings());
    return new RunIdentity(
        WorkKey.of(essence, digests, job.codeRevision()),
        Sha256.of(Json.line(digests.stream().sorted().toList())),
        Sha256.of(Json.line(essence.getOrDefault("settings", Map.of()))),
        job.codeRevision());
  }
}
