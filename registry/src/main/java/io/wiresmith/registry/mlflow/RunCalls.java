package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked of runs, by more than one. */
record RunCalls(MlflowApi api) {
  /** Tells the run of one attempt from all others. */
  static final String ATTEMPT = "wiresmith.attempt";

  /**
   * Creates a run once.
   *
   * @param attempt the value of its tag {@link #ATTEMPT}
   * @param perhaps whether it may be there already, since an earlier process died
   * @return the run's {@code info}
   */
  JsonNode create(String experiment, Map<String, Object> body, String attempt, boolean perhaps) {
    Optional<JsonNode> there = perhaps ? tagged(experiment, attempt) : Optional.empty();
    return there
        .orElseGet(() -> api.create("runs/create", body, () -> tagged(experiment, attempt)))
        .at("/run/info");
  }

  private Optional<JsonNode> tagged(String experiment, String attempt) {
    return search(experiment, ATTEMPT, attempt).stream()
        .findFirst()
        .map(run -> Json.mapper().createObjectNode().set("run", run));
  }

  /** The runs with that tag. */
  List<JsonNode> search(String experiment, String tag, String value) {
    return search(experiment, "tags.`%s` = '%s'".formatted(tag, value));
  }

  /** The runs that a filter finds, as MLflow writes it. */
  List<JsonNode> search(String experiment, String filter) {
    JsonNode found =
        api.change(
            "POST",
            "runs/search",
            Map.of("experiment_ids", List.of(experiment), "filter", filter, "max_results", 100));
    List<JsonNode> runs = new ArrayList<>();
    found.path("runs").forEach(runs::add);
    return runs;
  }

  /** The logged models of a run. */
  List<JsonNode> models(String experiment, String run) {
    String filter = "source_run_id = '" + run + "'";
    JsonNode found =
        api.change(
            "POST",
            "logged-models/search",
            Map.of("experiment_ids", List.of(experiment), "filter", filter));
    List<JsonNode> models = new ArrayList<>();
    found.path("models").forEach(models::add);
    return models;
  }

  /** Parameters, figures and tags, each in MLflow's form; empty lists are left out. */
  void log(String run, Map<String, ? extends List<?>> entries) {
    Map<String, Object> body = new TreeMap<>(entries);
    body.values().removeIf(value -> value.equals(List.of()));
    if (!body.isEmpty()) {
      body.put("run_id", run);
      api.change("POST", "runs/log-batch", body);
    }
  }

  /** Sets the status and whatever else is given. */
  void update(String run, String status, Map<String, ?> more) {
    Map<String, Object> body = new TreeMap<>(more);
    body.put("run_id", run);
    body.put("status", status);
    api.change("POST", "runs/update", body);
  }

  /** Ends a run now. */
  void end(String run, String status) {
    update(run, status, Map.of("end_time", System.currentTimeMillis()));
  }
}
