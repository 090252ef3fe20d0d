package io.wiresmith.evaluation.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Nanos;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * When the rows that a model has seen were measured, validation included, as {@code
 * provenance.json} says it: {@code trained: {from, until}}, or {@code split} for the end alone.
 *
 * @param window half-open
 * @param provenance the whole file
 */
public record TrainedTime(Window window, JsonNode provenance) {
  /**
   * Of an artifact.
   *
   * @throws WiresmithException {@code CONFORMANCE_FAILED} if it does not say it
   */
  public static TrainedTime of(Artifact artifact) {
    JsonNode provenance =
        Json.parse(artifact.readVerified(Artifact.PROVENANCE), JsonNode.class, Artifact.PROVENANCE);
    JsonNode trained = provenance.path("trained");
    String until = trained.path("until").asText(provenance.path("split").asText());
    try {
      Instant from = Instant.parse(trained.path("from").asText(Instant.EPOCH.toString()));
      return new TrainedTime(new Window(from, Instant.parse(until)), provenance);
    } catch (DateTimeException e) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          "%s says 'trained: %s' and 'split: %s'; the instant that ended the training is required. Export it again."
              .formatted(
                  artifact.directory().resolve(Artifact.PROVENANCE),
                  trained,
                  provenance.path("split")),
          e);
    }
  }

  /** The first instant that the model has not seen, in nanoseconds since 1970. */
  public long untilNs() {
    return Nanos.of(window.until());
  }
}
