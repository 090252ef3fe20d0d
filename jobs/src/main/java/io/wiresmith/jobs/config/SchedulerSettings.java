package io.wiresmith.jobs.config;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.jobs.config.KnownKey.Kind;
import io.wiresmith.scheduler.execution.ExecutionPolicy;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Firings;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the configuration says about schedules and how windows are run. */
public final class SchedulerSettings {
  static final List<KnownKey> KEYS =
      List.of(
          key("schedules.*.cron", Kind.TEXT, null, "when, by Quartz or five fields of Unix"),
          key("schedules.*.model", Kind.TEXT, null, "what is trained; without it the name"),
          key("schedules.*.zone", Kind.TEXT, null, "zone of the expression; without it UTC"),
          key("schedules.*.window", Kind.DURATION, null, "telemetry before the firing; 30d"),
          key("schedules.*.catch-up", Kind.CATCH_UP, null, "windows that were missed; latest"),
          key("schedules.*.active", Kind.SWITCH, null, "whether it starts active; true"),
          key("schedules.*.telemetry", Kind.TEXT, null, "where the telemetry is"),
          key("schedules.*.registry", Kind.TEXT, null, "where to publish"),
          key("scheduler.ledger", Kind.TEXT, null, "the run ledger: a file or postgresql://…"),
          key("scheduler.attempts", Kind.POSITIVE, "4", "most tries while something is down"),
          key("scheduler.first-wait", Kind.DURATION, "30s", "wait before the second; doubles"),
          key("scheduler.longest-wait", Kind.DURATION, "15m", "longest wait between tries"),
          key("scheduler.time-limit", Kind.DURATION, "6h", "longest life of a run's process"),
          key("scheduler.parallel", Kind.POSITIVE, "1", "runs at once on a node"),
          key("scheduler.tick", Kind.PERIOD, "10s", "how often a node looks for what is due"),
          key("scheduler.lease", Kind.DURATION, "60s", "silence after which a run is lost"));

  private static final String SCHEDULES = "schedules";

  private SchedulerSettings() {}

  /**
   * The schedules that are configured, by name.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} with the problems of all of them
   */
  public static Schedules schedules(Settings settings) {
    Map<String, Map<String, String>> byName = new TreeMap<>();
    settings
        .section(SCHEDULES)
        .forEach(
            (key, value) -> {
              int dot = key.lastIndexOf('.');
              byName
                  .computeIfAbsent(key.substring(0, dot), name -> new TreeMap<>())
                  .put(key.substring(dot + 1), value);
            });
    List<Schedule> schedules = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    byName.forEach(
        (name, section) -> {
          try {
            schedules.add(schedule(name, section));
          } catch (WiresmithException e) {
            problems.add("Schedule '%s': %s".formatted(name, e.getMessage()));
          }
        });
    if (!problems.isEmpty()) {
      throw new WiresmithException(ErrorCode.INVALID_CONFIG, String.join("\n", problems));
    }
    return new Schedules(schedules);
  }

  private static KnownKey key(String name, Kind kind, @Nullable String fallback, String meaning) {
    return new KnownKey(name, kind, fallback, meaning);
  }

  private static Schedule schedule(String name, Map<String, String> section) {
    String cron = section.get("cron");
    if (cron == null) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG, "the key %s.%s.cron is required.".formatted(SCHEDULES, name));
    }
    return new Schedule(
        name,
        ModelKey.parse(section.getOrDefault("model", name)),
        Firings.parse(cron, section.getOrDefault("zone", "UTC")),
        Durations.parse(section.getOrDefault("window", "30d")),
        CatchUp.valueOf(section.getOrDefault("catch-up", "latest").toUpperCase(Locale.ROOT)),
        Boolean.parseBoolean(section.getOrDefault("active", "true")),
        text(section, "telemetry"),
        text(section, "registry"));
  }

  private static Optional<String> text(Map<String, String> section, String key) {
    return Optional.ofNullable(section.get(key)).filter(value -> !value.isBlank());
  }

  /** How windows are run. */
  public static ExecutionPolicy policy(Settings settings) {
    return new ExecutionPolicy(
        settings.size("scheduler.attempts"),
        duration(settings, "first-wait"),
        duration(settings, "longest-wait"),
        duration(settings, "time-limit"),
        duration(settings, "lease"));
  }

  /** How often a node looks for what is due. */
  public static Duration tick(Settings settings) {
    return duration(settings, "tick");
  }

  private static Duration duration(Settings settings, String key) {
    return Durations.parse(settings.text("scheduler." + key));
  }
}
