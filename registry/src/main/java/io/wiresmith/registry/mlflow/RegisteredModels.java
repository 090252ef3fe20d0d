package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ModelKey;
import java.util.List;
import java.util.Map;

/** The registered models of Wiresmith, {@code wiresmith-<model>[-<variant>]}. */
record RegisteredModels(MlflowApi api) {
  /** Makes it where there is none. */
  void ensure(ModelKey key) {
    String name = key.registeredName();
    String description =
        "Wiresmith's model `%s`. `champion` decides in production, `challenger` is the last that passed the gate, `previous` the champion before. Load it: `mlflow.pyfunc.load_model(\"models:/%s@champion\")`."
            .formatted(key, name);
    api.createShared(
        "registered-models/create",
        Map.of("name", name, "description", description),
        () -> api.find("registered-models/get", Map.of("name", name)));
  }

  /** Those that are there and that this build knows, by name. */
  List<ModelKey> all() {
    Map<String, String> query = Map.of("filter", "name LIKE 'wiresmith-%'", "max_results", "200");
    return api.all("registered-models/search", query, "registered_models").stream()
        .map(model -> model.path("name").asText())
        .sorted()
        .flatMap(name -> ModelKey.ofRegisteredName(name).stream())
        .toList();
  }
}
