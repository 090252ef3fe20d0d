package io.wiresmith.evaluation.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model has seen, validation included, as its {@code provenance.json} says it.
 *
 * @param links {@code <source>/<link>}
 * @param window the time of the telemetry
 * @param provenance the whole file
 */
record SeenLinks(Set<String> links, Window window, JsonNode provenance) {
  static SeenLinks of(Artifact artifact) {
    JsonNode provenance =
        Json.parse(artifact.readVerified(Artifact.PROVENANCE), JsonNode.class, Artifact.PROVENANCE);
    Set<String> links = new TreeSet<>();
    provenance.path("links").forEach(link -> links.add(link.asText()));
    JsonNode trained = provenance.path("trained");
    try {
      Window window =
          new Window(
              Instant.parse(trained.path("from").asText()),
              Instant.parse(trained.path("until").asText()));
      if (!links.isEmpty()) {
        return new SeenLinks(links, window, provenance);
      }
    } catch (DateTimeException e) {
      throw broken(artifact, e);
    }
    throw broken(artifact, null);
  }

  private static WiresmithException broken(
      Artifact artifact, @org.jspecify.annotations.Nullable Exception cause) {
    return new WiresmithException(
        ErrorCode.CONFORMANCE_FAILED,
        artifact.directory().resolve(Artifact.PROVENANCE)
            + " does not name the links and the time of the training. Export it again.",
        cause);
  }
}
