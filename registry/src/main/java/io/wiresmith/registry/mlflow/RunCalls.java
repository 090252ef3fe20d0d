package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is asked of runs, by more than one. */
record RunCalls(MlflowApi api) {
  /** Tells the run of one attempt from all others. */
  static final String ATTEMPT = "wiresmith.attempt";

  /** As many as MLflow gives where nobody says how many. */
  private static final int PAGE = 100;

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

  /** All runs that a filter finds, as MLflow writes it. */
  List<JsonNode> search(String experiment, String filter) {
    return found("runs/search", experiment, filter, "runs");
  }

  /** All logged models of a run. */
  List<JsonNode> models(String experiment, String run) {
    return found("logged-models/search", experiment, "source_run_id = '" + run + "'", "models");
  }

  private List<JsonNode> found(String path, String experiment, String filter, String entries) {
    List<String> experiments = List.of(experiment);
    return api.search(
        path,
        Map.of("experiment_ids", experiments, "filter", filter, "max_results", PAGE),
        entries);
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
