package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reviewer sees of a run beside its figures: parameters, tags and datasets, as bodies. */
record RunContent(Registration registration, JsonNode provenance) {
  /** The server refuses more in one request. */
  static final int MOST_PARAMETERS = 100;

  /** The server refuses more than 1,000 in one request, parameters included. */
  static final int MOST_METRICS = 900;

  private static final int LONGEST_DIGEST = 36;
  private static final int LONGEST_PARAMETER = 5000;

  /** Reads what the artifact says about its making. */
  static RunContent of(Registration registration) {
    Artifact artifact = registration.artifact();
    String where = artifact.directory().resolve(Artifact.PROVENANCE).toString();
    return new RunContent(
        registration,
        Json.parse(artifact.readVerified(Artifact.PROVENANCE), JsonNode.class, where));
  }

  /** Tags of the run. */
  Map<String, String> tags() {
    EvaluationReport report = registration.blessed().report();
    Map<String, String> tags = new TreeMap<>(registration.tags());
    tags.put("mlflow.user", System.getProperty("user.name", "unknown"));
    tags.put("mlflow.source.name", "bin/wiresmith run " + registration.artifact().key());
    tags.put("mlflow.source.type", "JOB");
    tags.put("mlflow.note.content", new ReviewText(registration).markdown());
    tags.put("wiresmith.run_key", registration.runKey());
    tags.put("wiresmith.gate", registration.blessed().name());
    tags.put("wiresmith.dataset", report.dataset());
    tags.put("wiresmith.sha256", registration.artifact().modelSha256());
    tags.put("wiresmith.code_revision", provenance.path("code_revision").asText());
    return tags;
  }

  /** The configuration and all else that the artifact says about its making, one value a line. */
  Map<String, String> parameters() {
    Map<String, String> all = new TreeMap<>();
    provenance
        .fields()
        .forEachRemaining(
            field ->
                flatten(
                    all, field.getKey().equals("config") ? "" : field.getKey(), field.getValue()));
    return all;
  }

  private static void flatten(Map<String, String> all, String name, JsonNode node) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              field ->
                  flatten(
                      all,
                      name.isEmpty() ? field.getKey() : name + "." + field.getKey(),
                      field.getValue()));
      return;
    }
    List<String> values = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(value -> values.add(value.isValueNode() ? value.asText() : value.toString()));
    } else {
      values.add(node.asText());
    }
    String text = String.join(", ", values);
    all.put(
        name.replaceAll("[^A-Za-z0-9_./ -]", "_"),
        text.length() <= LONGEST_PARAMETER ? text : text.substring(0, LONGEST_PARAMETER) + " …");
  }

  /** The name under which the rows of the test are kept. */
  String testName() {
    return registration.artifact().key() + "-test";
  }

  /** A digest as short as the server takes it. */
  static String brief(String digest) {
    return digest.substring(0, Math.min(LONGEST_DIGEST, digest.length()));
  }

  /** What was read: the telemetry, the rows of the training and those of the test. */
  List<Map<String, Object>> datasets() {
    EvaluationReport report = registration.blessed().report();
    String model = registration.artifact().key().id();
    List<Map<String, Object>> all = new ArrayList<>();
    provenance
        .path("parents")
        .forEach(parent -> all.add(dataset(model + "-raw", parent.asText(), "source", Map.of())));
    String trained =
        provenance.path("dataset").isTextual()
            ? provenance.path("dataset").asText()
            : report.dataset();
    all.add(
        dataset(
            model + "-training",
            trained,
            "training",
            Map.of(
                "from", report.trained().from().toString(),
                "until", report.trained().until().toString(),
                "num_rows", provenance.path("rows").path("training").asLong())));
    all.add(
        dataset(
            testName(),
            report.dataset(),
            "testing",
            Map.of(
                "from", report.tested().from().toString(),
                "until", report.tested().until().toString(),
                "num_rows", report.rows())));
    return all;
  }

  /** A dataset as {@code log-inputs} takes it. */
  static Map<String, Object> dataset(
      String name, String digest, String context, Map<String, Object> profile) {
    return Map.of(
        "dataset",
        Map.of(
            "name", name,
            "digest", brief(digest),
            "source_type", "local",
            "source", Json.line(Map.of("uri", "wiresmith:" + digest)),
            "profile", Json.line(profile)),
        "tags",
        List.of(Map.of("key", "mlflow.data.context", "value", context)));
  }

  /** Entries as the server wants them: {@code [{key, value}]}. */
  static List<Map<String, String>> entries(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> Map.of("key", entry.getKey(), "value", entry.getValue()))
        .toList();
  }
}
