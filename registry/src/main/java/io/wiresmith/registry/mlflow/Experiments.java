package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import java.util.Map;
import java.util.Optional;

/** The experiment of a model, {@code wiresmith/<model>}. */
record Experiments(MlflowApi api) {
  /**
   * Its id; it is made where there is none.
   *
   * @throws WiresmithException {@code USAGE} if it was deleted
   */
  String named(ModelKey key) {
    String name = name(key);
    String note =
        "Runs of `%s` that passed the gate. Each holds its figures, datasets and `report.html`; the versions are at [%s](#/models/%s)."
            .formatted(key, key.registeredName(), key.registeredName());
    JsonNode answer =
        api.createShared(
            "experiments/create",
            Map.of("name", name, "tags", RunContent.entries(Map.of("mlflow.note.content", note))),
            () -> answer(name));
    JsonNode found = answer.path("experiment");
    if (found.path("lifecycle_stage").asText().equals("deleted")) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The experiment %s of %s was deleted. Restore it: mlflow experiments restore -x %s"
              .formatted(name, api.http().server(), found.path("experiment_id").asText()));
    }
    return found.isMissingNode()
        ? answer.path("experiment_id").asText()
        : found.path("experiment_id").asText();
  }

  /** Its id, if it is there. */
  Optional<String> find(ModelKey key) {
    return answer(name(key)).map(found -> found.at("/experiment/experiment_id").asText());
  }

  private Optional<JsonNode> answer(String name) {
    return api.find("experiments/get-by-name", Map.of("experiment_name", name));
  }

  private static String name(ModelKey key) {
    return "wiresmith/" + key.id();
  }
}
