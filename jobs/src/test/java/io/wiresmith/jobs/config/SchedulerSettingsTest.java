package io.wiresmith.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerSettingsTest {
  @TempDir Path directory;

  @Test
  void theShippedConfigurationTrainsEachModelOnSundays() {
    Schedules schedules = schedules(Path.of("..", "conf", "wiresmith.yaml"));

    assertThat(schedules.all().stream().map(Schedule::model))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ModelId.values()).flatMap(model -> model.keys().stream()).toList());
    assertThat(schedules.of("compression").firings().after(Instant.parse("2026-11-01T02:00:00Z")))
        .contains(Instant.parse("2026-11-08T02:00:00Z"));
    assertThat(schedules.of("compression").window()).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void everyKeyOfAScheduleCounts() throws IOException {
    Schedule schedule =
        schedules(
                yaml(
                    """
                    schedules:
                      nightly:
                        model: compression
                        cron: "30 1 * * 1,3"
                        zone: Europe/Berlin
                        window: 2w
                        catch-up: all
                        active: false
                        telemetry: /t
                        registry: /r
                    """))
            .of("compression");

    assertThat(schedule.name()).isEqualTo("nightly");
    assertThat(schedule.catchUp()).isEqualTo(CatchUp.ALL);
    assertThat(schedule.active()).isFalse();
    assertThat(schedule.window()).isEqualTo(Duration.ofDays(14));
    assertThat(schedule.telemetry()).contains("/t");
    assertThat(schedule.registry()).contains("/r");
    assertThat(schedule.firings().after(Instant.parse("2026-11-17T12:00:00Z")))
        .contains(Instant.parse("2026-11-18T00:30:00Z"));
  }

  @Test
  void allWrongSchedulesAreNamedAtOnce() throws IOException {
    Path file =
        yaml(
            """
            schedules:
              never: {model: compression, cron: "0 0 2 31 2 ?"}
              nowhere: {model: compression, cron: "0 2 * * 0", zone: Europe/Berln}
              nothing: {model: compression}
            """);

    assertThatThrownBy(() -> schedules(file))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("Schedule 'never'")
        .hasMessageContaining("never comes")
        .hasMessageContaining("Schedule 'nowhere'")
        .hasMessageContaining("Europe/Berlin")
        .hasMessageContaining("schedules.nothing.cron is required");
  }

  @ParameterizedTest
  @CsvSource({
    "tick, 0s, PT0.1S (100 ms) to 1m",
    "tick, PT0.099S, PT0.1S (100 ms) to 1m",
    "tick, 61s, PT0.1S (100 ms) to 1m",
    "time-limit, 200000d, 36500d at most",
    "lease, 36501d, 36500d at most"
  })
  void aTimeBeyondReasonIsRefusedByItsKey(String key, String value, String range)
      throws IOException {
    Path file = yaml("scheduler: {%s: %s}\n".formatted(key, value));

    assertThatThrownBy(() -> schedules(file))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("'scheduler." + key + "'")
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(range);
  }

  @ParameterizedTest
  @CsvSource({"tick, PT0.1S", "tick, 60s", "time-limit, 36500d"})
  void aTimeAtTheEndOfItsRangeIsTaken(String key, String value) throws IOException {
    Settings settings =
        new SettingsLoader(Map.of(), new Properties())
            .load(yaml("scheduler: {%s: %s}\n".formatted(key, value)), Map.of());

    assertThat(settings.text("scheduler." + key)).isEqualTo(value);
  }

  @Test
  void twoSchedulesOfOneNameAreRefused() throws IOException {
    Path file =
        yaml(
            """
            schedules:
              sunday: {model: compression, cron: "0 2 * * 0"}
              sunday: {model: compression, cron: "0 3 * * 0"}
            """);

    assertThatThrownBy(() -> schedules(file))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("duplicate key sunday, the second time in line 3");
  }

  @Test
  void anUnknownScheduleIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> schedules(Path.of("..", "conf", "wiresmith.yaml")).of("compresion"))
        .hasMessageContaining("Did you mean 'compression'?");
    assertThatThrownBy(() -> schedules(Path.of("..", "conf", "wiresmith.yaml")).of("bandwidth"))
        .hasMessageContaining("Several schedules train 'bandwidth'");
  }

  private Path yaml(String text) throws IOException {
    return Files.writeString(directory.resolve("w.yaml"), text);
  }

  private static Schedules schedules(Path file) {
    return SchedulerSettings.schedules(
        new SettingsLoader(Map.of(), new Properties()).load(file, Map.of()));
  }
}
