package io.wiresmith.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wiresmith.core.Window;
import io.wiresmith.core.io.Json;
import io.wiresmith.jobs.config.EtlSettings;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.SettingsLoader;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RecordedWorkTest {
  private static final String WHOLE =
      """
      {"dataset": "d1", "parents": ["r1"], "seed": 7, "config": {"folds": 2},
       "telemetry": {"from": "2026-11-01T00:00:00Z", "until": "2026-11-02T00:00:00.000000001Z"},
       "labels": {"modes.wan": "wan", "penalty.wan.base": "2.0"}}
      """;

  @Test
  void aVersionSaysAllThatIsNeededToMakeItAgain() throws Exception {
    RecordedWork work = recorded(WHOLE);
    assertThat(work.dataset()).isEqualTo("d1");
    assertThat(work.raw()).contains("r1");
    assertThat(work.seed()).isEqualTo(7);
    assertThat(work.config().path("folds").asInt()).isEqualTo(2);
    assertThat(work.window())
        .contains(
            new Window(
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-02T00:00:00.000000001Z")));
    assertThat(work.notRecorded()).isEmpty();
  }

  @Test
  void theConfigurationInForceDecidesNeitherLabelsNorQualityNorSigns() throws Exception {
    Settings inForce =
        new SettingsLoader(Map.of(), new Properties())
            .load(
                Map.of(
                    "labels.compression.penalty.hybrid.base", "9",
                    "quality.min-class-rows", "1000",
                    "telemetry.influx.attempts", "2",
                    "signing.key", "release.key"));
    Settings settings = recorded(WHOLE).settings(inForce, "compression");
    assertThat(settings.section("labels.compression"))
        .containsOnly(Map.entry("modes.wan", "wan"), Map.entry("penalty.wan.base", "2.0"));
    assertThat(EtlSettings.quality(settings).minClassRows()).isZero();
    assertThat(settings.find("signing.key")).isEmpty();
    assertThat(settings.text("telemetry.influx.attempts")).isEqualTo("2");
  }

  @Test
  void anOldVersionSaysWhatItDidNotRecord() throws Exception {
    RecordedWork work = recorded("{\"dataset\": \"d1\", \"seed\": 7, \"config\": {}}");
    assertThat(work.window()).isEmpty();
    assertThat(work.raw()).isEmpty();
    assertThat(work.notRecorded()).hasSize(2).anyMatch(it -> it.contains("all the telemetry"));
    assertThatThrownBy(() -> recorded("{}").dataset()).hasMessageContaining("'dataset'");
    assertThatThrownBy(() -> recorded("{}").seed()).hasMessageContaining("'seed'");
    assertThatThrownBy(() -> recorded("{}").config()).hasMessageContaining("'config'");
  }

  private static RecordedWork recorded(String provenance) throws JsonProcessingException {
    return new RecordedWork(Json.mapper().readTree(provenance));
  }
}
