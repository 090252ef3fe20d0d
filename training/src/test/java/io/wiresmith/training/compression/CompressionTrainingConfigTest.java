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
  void refusesAValueOfAnotherType() {
    assertThatThrownBy(() -> parse("{\"folds\": \"many\"}"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("training.compression");
  }

  private static CompressionTrainingConfig parse(String json) throws Exception {
    return CompressionTrainingConfig.parse(Json.mapper().readValue(json, JsonNode.class));
  }
}
