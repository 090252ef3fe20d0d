package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import org.junit.jupiter.api.Test;

class CompressionTrainingConfigTest {
  @Test
  void laysSettingsOverTheShippedOnes() throws Exception {
    CompressionTrainingConfig config =
        parse("{\"trees\": {\"rounds\": 20}, \"split\": {\"test-ratio\": 0.3}}");
    assertThat(config.trees().rounds()).isEqualTo(20);
    assertThat(config.split().testRatio()).isEqualTo(0.3);
    assertThat(config.network()).isEqualTo(CompressionTrainingConfig.shipped().network());
    assertThat(parse("{}")).isEqualTo(CompressionTrainingConfig.shipped());
  }

  @Test
  void namesTheNearestSettingForAnUnknownOne() {
    assertThatThrownBy(() -> parse("{\"trees\": {\"max-dept\": 3}}"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("training.compression.trees.max-dept")
        .hasMessageContaining("Did you mean 'max-depth'?");
  }

  @Test
  void tellsEveryWrongValueAtOnce() {
    assertThatThrownBy(() -> parse("{\"tree-weight\": 2, \"split\": {\"test-ratio\": 0}}"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("tree-weight is 2.0, required is 0.0 to 1.0")
        .hasMessageContaining("split.test-ratio is 0.0");
  }

  @Test
  void refusesValuesThatNoTrainingCanUse() {
    String settings =
        """
        {"trees": {"eta": 0, "subsample": 1.5, "colsample-bytree": -1, "max-bins": 1},
         "tree-rows": {"weights": {"exponent": -1, "cap": 0}, "augmentation": {"copies": -1}},
         "network": {"hidden": [64, 0], "learning-rate": 0, "patience": -1},
         "network-rows": {"augmentation": {"swap": 2, "mix": -0.5}}}
        """;
    assertThatThrownBy(() -> parse(settings))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContainingAll(
            "trees.eta is 0.0, required is above 0.0 and at most 1.0",
            "trees.subsample",
            "trees.colsample-bytree",
            "trees.max-bins",
            "tree-rows.weights.exponent",
            "tree-rows.weights.cap",
            "tree-rows.augmentation.copies",
            "network.hidden",
            "network.learning-rate",
            "network.patience",
            "network-rows.augmentation.swap",
            "network-rows.augmentation.mix");
    assertThatThrownBy(() -> parse("{\"network\": {\"hidden\": []}}"))
        .hasMessageContaining("number of network.hidden is 0.0");
    assertThat(CompressionTrainingConfig.specification().folds()).isEqualTo(5);
  }

  @Test
  void refusesAValueOfAnotherType() {
    assertThatThrownBy(() -> parse("{\"folds\": \"many\"}"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("training.compression");
  }

  private static CompressionTrainingConfig parse(String json) throws Exception {
    return CompressionTrainingConfig.parse(Json.mapper().readValue(json, JsonNode.class));
  }
}
