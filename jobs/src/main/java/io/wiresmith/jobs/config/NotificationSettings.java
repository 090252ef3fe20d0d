package io.wiresmith.jobs.config;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import io.wiresmith.jobs.config.KnownKey.Kind;
import io.wiresmith.scheduler.notification.EventSink;
import io.wiresmith.scheduler.notification.FileSink;
import io.wiresmith.scheduler.notification.WebhookSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the configuration says about who hears of events; none of it changes what work is. */
public final class NotificationSettings {
  /** Below it are the keys. */
  public static final String PREFIX = "notifications.";

  static final List<KnownKey> KEYS =
      List.of(
          new KnownKey(PREFIX + "file", Kind.TEXT, null, "file that events are appended to"),
          new KnownKey(PREFIX + "webhook", Kind.SECRET, null, "address that events are posted to"));

  private static final String WEBHOOK = "WIRESMITH_NOTIFICATIONS_WEBHOOK";
  private static final String TOKEN = "WIRESMITH_WEBHOOK_TOKEN";

  /** Variables that name secrets, and files that hold them. */
  static final List<String> VARIABLES = List.of(WEBHOOK + "_FILE", TOKEN, TOKEN + "_FILE");

  private NotificationSettings() {}

  /**
   * Who hears of events; nobody where nothing is configured.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} or {@code USAGE} for an address or a token
   *     that cannot be one
   */
  public static List<EventSink> sinks(Settings settings, Map<String, String> environment) {
    List<EventSink> sinks = new ArrayList<>();
    settings.find(PREFIX + "file").map(Path::of).map(FileSink::new).ifPresent(sinks::add);
    settings
        .find(PREFIX + "webhook")
        .or(() -> Secrets.find(environment, WEBHOOK).map(String::strip))
        .map(address -> new WebhookSink(address, Secrets.findToken(environment, TOKEN)))
        .ifPresent(sinks::add);
    return sinks;
  }
}
