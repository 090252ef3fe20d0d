package io.wiresmith.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.config.Settings;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a version's provenance says about the work that made it.
 *
 * @param provenance the whole file
 */
record RecordedWork(JsonNode provenance) {
  /** What decides whether data is good enough; the digests say now that it is the same. */
  private static final Map<String, String> ANY_QUALITY =
      Map.of("max-quarantined-ratio", "1", "max-empty-days", "1000000", "min-class-rows", "0");

  /** Digest of the labelled dataset. */
  String dataset() {
    return text("dataset");
  }

  /** Digest of the raw dataset, if it was recorded. */
  Optional<String> raw() {
    return Optional.of(provenance.path("parents").path(0).asText()).filter(it -> !it.isEmpty());
  }

  /** The trainer's whole configuration. */
  JsonNode config() {
    if (!provenance.path("config").isObject()) {
      throw lacking("config");
    }
    return provenance.path("config");
  }

  long seed() {
    if (!provenance.path("seed").isIntegralNumber()) {
      throw lacking("seed");
    }
    return provenance.path("seed").asLong();
  }

  /** The time of the telemetry, from the first row to just after the last. */
  Optional<Window> window() {
    JsonNode telemetry = provenance.path("telemetry");
    if (telemetry.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Window(
              Instant.parse(telemetry.path("from").asText()),
              Instant.parse(telemetry.path("until").asText())));
    } catch (DateTimeException e) {
      throw lacking("telemetry");
    }
  }

  /** What old versions did not record, and what stands in for it. */
  List<String> notRecorded() {
    List<String> missing = new ArrayList<>();
    if (window().isEmpty()) {
      missing.add("telemetry.from and .until: all the telemetry was read");
    }
    if (provenance.path("labels").isMissingNode()) {
      missing.add("labels: those of the configuration in force were used");
    }
    return missing;
  }

  /** A configuration in force, with what is recorded in the place of what it says. */
  Settings settings(Settings inForce, String model) {
    Settings settings = inForce.replacing("quality", ANY_QUALITY).replacing("signing", Map.of());
    if (provenance.path("labels").isMissingNode()) {
      return settings;
    }
    Map<String, String> labels = new TreeMap<>();
    provenance
        .path("labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    return settings.replacing("labels." + model, labels);
  }

  private String text(String field) {
    String text = provenance.path(field).asText();
    if (text.isEmpty()) {
      throw lacking(field);
    }
    return text;
  }

  private static WiresmithException lacking(String field) {
    return new WiresmithException(
        ErrorCode.NOT_FOUND,
        "The version's provenance.json does not say '"
            + field
            + "', without which it cannot be made again.");
  }
}
