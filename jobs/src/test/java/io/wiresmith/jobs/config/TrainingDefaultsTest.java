package io.wiresmith.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.jobs.config.Settings.Setting;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;

class TrainingDefaultsTest {
  @Test
  void everyModelsDefaultsAreKeysThatCanBeSet() {
    assertThat(TrainingDefaults.all())
        .containsEntry("training.fields.num-epochs", new Setting("32", "default"))
        .containsEntry("training.fields.hidden", new Setting("128,64", "default"))
        .hasKeySatisfying(key("training.compression."))
        .hasKeySatisfying(key("training.bandwidth."))
        .allSatisfy((name, setting) -> assertThat(KnownKeys.problem(name, setting)).isNull());
  }

  private static Condition<String> key(String prefix) {
    return new Condition<>(it -> it.startsWith(prefix), prefix);
  }

  @Test
  void variantsThatDifferAreNamed() {
    assertThat(TrainingDefaults.all().values())
        .extracting(Setting::value)
        .anyMatch(it -> it.contains("(internet)") && it.contains("(datacenter)"));
  }
}
