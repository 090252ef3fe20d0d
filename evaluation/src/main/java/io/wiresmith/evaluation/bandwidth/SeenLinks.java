package io.wiresmith.evaluation.bandwidth;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.evaluation.contract.TrainedTime;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model has seen, validation included, as its {@code provenance.json} says it.
 *
 * @param links {@code <source>/<link>}
 * @param time when their rows were measured
 */
record SeenLinks(Set<String> links, TrainedTime time) {
  static SeenLinks of(Artifact artifact) {
    TrainedTime time = TrainedTime.of(artifact);
    Set<String> links = new TreeSet<>();
    time.provenance().path("links").forEach(link -> links.add(link.asText()));
    if (links.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.CONFORMANCE_FAILED,
          artifact.directory().resolve(Artifact.PROVENANCE)
              + " does not name the links of the training. Export it again.");
    }
    return new SeenLinks(links, time);
  }

  /** The time of the telemetry. */
  Window window() {
    return time.window();
  }

  /** The whole file. */
  JsonNode provenance() {
    return time.provenance();
  }
}
