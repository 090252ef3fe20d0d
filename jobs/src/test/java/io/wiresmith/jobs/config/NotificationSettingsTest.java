package io.wiresmith.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.notification.EventSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationSettingsTest {
  private static final String FILE = "notifications.file";
  private static final String WEBHOOK = "notifications.webhook";

  @TempDir Path directory;

  @Test
  void nobodyIsToldWhereNothingIsConfigured() {
    assertThat(NotificationSettings.sinks(settings(Map.of(), Map.of()), Map.of())).isEmpty();
  }

  @Test
  void aFileAndAWebhookAreToldAndTheWebhookIsNotShown() {
    Settings settings =
        settings(
            Map.of(FILE, "events.jsonl"),
            Map.of("WIRESMITH_NOTIFICATIONS_WEBHOOK", "https://hooks.example/T0/secret"));

    assertThat(NotificationSettings.sinks(settings, Map.of()))
        .extracting(EventSink::place)
        .containsExactly("events.jsonl", "https://hooks.example/***");
    assertThat(settings.shown().get(WEBHOOK)).isEqualTo(new Settings.Setting("***", "environment"));
    assertThat(settings.shown().toString()).doesNotContain("secret");
  }

  @Test
  void theAddressMayComeFromAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("webhook"), "http://127.0.0.1:9/x\n");
    Map<String, String> environment =
        Map.of("WIRESMITH_NOTIFICATIONS_WEBHOOK_FILE", file.toString());

    assertThat(NotificationSettings.sinks(settings(Map.of(), environment), environment))
        .extracting(EventSink::name)
        .containsExactly("webhook");
  }

  @Test
  void aWrongAddressIsRefusedWithoutRepeatingIt() {
    Settings settings = settings(Map.of(WEBHOOK, "secret"), Map.of());

    assertThatThrownBy(() -> NotificationSettings.sinks(settings, Map.of()))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("notifications.webhook")
        .message()
        .doesNotContain("secret");
  }

  private static Settings settings(Map<String, String> flags, Map<String, String> environment) {
    return new SettingsLoader(environment, new Properties()).load(flags);
  }
}
