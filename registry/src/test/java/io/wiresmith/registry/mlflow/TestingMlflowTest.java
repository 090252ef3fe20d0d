package io.wiresmith.registry.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestingMlflowTest {
  @Test
  void holdsWhatItWasToldAcrossAKillAndNothingOnceItIsEmptied() {
    try (TestingMlflow mlflow = TestingMlflow.start()) {
      mlflow.send("POST", "registered-models/create", Map.of("name", "kept"));
      mlflow.send("POST", "experiments/create", Map.of("name", "wiresmith/kept"));
      int port = mlflow.port();

      mlflow.kill();
      assertThatThrownBy(() -> mlflow.get("registered-models/get?name=kept"))
          .isInstanceOf(UncheckedIOException.class);
      mlflow.restart();

      assertThat(mlflow.port()).isEqualTo(port);
      assertThat(
              mlflow.get("registered-models/get?name=kept").at("/registered_model/name").asText())
          .isEqualTo("kept");
      mlflow.empty();
      assertThat(mlflow.get("registered-models/search").path("registered_models")).isEmpty();
      assertThatThrownBy(() -> mlflow.get("experiments/get-by-name?experiment_name=wiresmith/kept"))
          .hasMessageContaining("answers 404");
    }
  }
}
