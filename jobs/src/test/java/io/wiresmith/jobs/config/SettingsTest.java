package io.wiresmith.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final ModelKey KEY = ModelKey.of(ModelId.COMPRESSION);

  @TempDir Path directory;

  @Test
  void laterSourcesWin() {
    Path file = yaml("quality:\n  max-quarantined-ratio: 0.01\n  max-empty-days: 1\n");
    Properties properties = new Properties();
    properties.setProperty("spark.wiresmith.quality.max-empty-days", "3");
    Map<String, String> environment =
        Map.of(
            "WIRESMITH_QUALITY_MAX_EMPTY_DAYS", "2",
            "WIRESMITH_TRAINING_SEED", "7",
            "WIRESMITH_WORKSPACE", "elsewhere");

    Settings settings =
        new SettingsLoader(environment, properties).load(file, Map.of("training.seed", "8"));

    assertThat(settings.number("quality.max-quarantined-ratio")).isEqualTo(0.01);
    assertThat(settings.count("quality.max-empty-days")).isEqualTo(3);
    assertThat(settings.count("training.seed")).isEqualTo(8);
    assertThat(settings.text("promotion")).isEqualTo("auto");
    assertThat(settings.all()).containsEntry("promotion", new Settings.Setting("auto", "default"));
  }

  @Test
  void namesAllProblemsAtOnceWithTheNearestKeys() {
    Path file = yaml("qualty:\n  max-empty-days: 1\npromotion: perhaps\ntraining:\n  seed: -1\n");

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("Unknown key 'qualty.max-empty-days'")
        .hasMessageContaining("Did you mean 'quality.max-empty-days'?")
        .hasMessageContaining("'promotion'")
        .hasMessageContaining("auto, manual or approval")
        .hasMessageContaining("'training.seed'")
        .hasMessageContaining("whole number");
  }

  @Test
  void aMisspeltVariableIsAnErrorAndAForeignOneIsNot() {
    Path file = yaml("promotion: auto\n");
    SettingsLoader foreign =
        new SettingsLoader(
            Map.of("WIRESMITH_SERVING_PORT_8080_TCP_ADDR", "10.0.0.1"), new Properties());
    SettingsLoader misspelt =
        new SettingsLoader(Map.of("WIRESMITH_TRAINING_SEDE", "1"), new Properties());

    assertThat(foreign.load(file, Map.of()).count("training.seed")).isEqualTo(42);
    assertThatThrownBy(() -> misspelt.load(file, Map.of()))
        .hasMessageContaining("WIRESMITH_TRAINING_SEDE");
  }

  @Test
  void peopleAreShownNoUserAndNoPasswordOfAnAddress() {
    Map<String, String> flags =
        Map.of(
            "scheduler.ledger", "postgresql://u:SECRET@db/w",
            "schedules.x.telemetry", "influxdb+http://u:SEC/RET@host/t",
            "schedules.x.registry", "http://host/?a=b&api_token=SECRET");

    Settings settings = new SettingsLoader(Map.of(), new Properties()).load(flags);

    assertThat(settings.text("scheduler.ledger")).contains("SECRET");
    assertThat(settings.shown().values())
        .extracting(Settings.Setting::value)
        .contains(
            "postgresql://***@db/w",
            "influxdb+http://***@host/t",
            "http://host/?a=b&api_token=***");
  }

  @Test
  void signaturesHaveShorterVariablesThatServingKnowsToo() {
    Settings settings =
        new SettingsLoader(
                Map.of(
                    "WIRESMITH_SIGNING_KEY", "/keys/release.key",
                    "WIRESMITH_TRUST_ROOT", "/keys",
                    "WIRESMITH_SIGNATURES", "warn"),
                new Properties())
            .load(Map.of());

    assertThat(settings.section("signing"))
        .containsOnly(
            Map.entry("key", "/keys/release.key"),
            Map.entry("trust-root", "/keys"),
            Map.entry("policy", "warn"));
  }

  @Test
  void thresholdsExistOnlyInTheConfiguration() {
    Settings none = load(yaml("promotion: auto\n"));
    Settings some =
        load(yaml("gate:\n  compression:\n    minimum: {accuracy: 0.93}\n    test-rows: 10\n"));

    assertThat(GateSettings.of(none, KEY).minimum()).isEmpty();
    assertThat(GateSettings.of(none, KEY).testRows()).isZero();
    assertThat(GateSettings.of(some, KEY).minimum()).containsEntry("accuracy", 0.93);
    assertThat(GateSettings.of(some, KEY).testRows()).isEqualTo(10);
  }

  @Test
  void theShippedConfigurationIsSound() {
    Settings settings = load(Path.of("..", "conf", "wiresmith.yaml"));

    assertThat(GateSettings.of(settings, KEY).minimum()).containsKeys("accuracy", "macro_f1");
    assertThat(GateSettings.of(settings, KEY).maximum()).containsKey("regret");
  }

  @Test
  void trainingSettingsAreATree() {
    Settings settings =
        load(
            yaml(
                "training:\n  compression:\n    folds: 3\n    trees: {eta: 0.1}\n"
                    + "    network: {hidden: [8, 4]}\n"));

    assertThat(TrainingSettings.of(settings, KEY).toString())
        .isEqualTo("{\"folds\":3,\"network\":{\"hidden\":[8,4]},\"trees\":{\"eta\":0.1}}");
  }

  private Settings load(Path file) {
    return new SettingsLoader(Map.of(), new Properties()).load(file, Map.of());
  }

  private Path yaml(String text) {
    try {
      return Files.writeString(directory.resolve("test.yaml"), text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
