package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Removable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Removes a version in an order in which every prefix is harmless: first the version, and with it
 * the last reference; then its logged model with its files, then the runs with theirs. A process
 * that dies meanwhile leaves the run's tag {@link #TAG}, and the rest goes with the next removal.
 */
record Removal(MlflowApi api, ModelVersions versions) {
  /** The number of the version that is removed, or was. */
  private static final String TAG = "wiresmith.removed";

  RegisteredVersion run(int number) {
    RegisteredVersion version = versions.required(number);
    Removable.check(version, versions.newest());
    String name = versions.key().registeredName();
    String run =
        api.get("model-versions/get", Map.of("name", name, "version", Integer.toString(number)))
            .at("/model_version/run_id")
            .asText();
    RunCalls runs = new RunCalls(api);
    JsonNode info = api.get("runs/get", Map.of("run_id", run)).at("/run/info");
    runs.log(run, Map.of("tags", RunContent.entries(Map.of(TAG, Integer.toString(number)))));
    api.remove("model-versions/delete", Map.of("name", name, "version", Integer.toString(number)));
    sweep(info.path("experiment_id").asText());
    return version;
  }

  /** What this removal and those that died have left. */
  void sweep(String experiment) {
    RunCalls runs = new RunCalls(api);
    for (JsonNode left : runs.search(experiment, "tags.`" + TAG + "` != ''")) {
      int number = removed(left);
      if (number > 0 && versions.read(number).isEmpty()) {
        removeRun(runs, experiment, left);
      }
    }
  }

  private static int removed(JsonNode run) {
    String number = ModelVersions.tags(run.path("data")).getOrDefault(TAG, "");
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
  }

  /** What another version is of, the run or a model of it, stays. */
  private void removeRun(RunCalls runs, String experiment, JsonNode run) {
    String parent = run.at("/info/run_id").asText();
    Set<String> needed = versions.sources();
    for (JsonNode model : runs.models(experiment, parent)) {
      String id = model.at("/info/model_id").asText();
      if (!needed.contains("models:/" + id)) {
        removeFiles(model);
        api.remove("logged-models/" + id, Map.of("model_id", id));
      }
    }
    if (versions.anyOf(parent)) {
      return;
    }
    List<JsonNode> all = new ArrayList<>(runs.search(experiment, "mlflow.parentRunId", parent));
    all.add(run);
    for (JsonNode one : all) {
      removeFiles(one);
      api.change("POST", "runs/delete", Map.of("run_id", one.at("/info/run_id").asText()));
    }
  }

  private void removeFiles(JsonNode owner) {
    String uri = owner.at("/info/artifact_uri").asText();
    new ArtifactStore(api.http()).remove(ArtifactPlace.of(uri, api.http().server()));
  }
}
