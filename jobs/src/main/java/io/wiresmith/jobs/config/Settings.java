package io.wiresmith.jobs.config;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The configuration in force, checked as a whole. Immutable. */
public final class Settings {
  private final Map<String, Setting> values;

  /**
   * A value and where it comes from.
   *
   * @param value the text
   * @param origin file, environment, flag or default
   */
  public record Setting(String value, String origin) {}

  private Settings(Map<String, Setting> values) {
    this.values = values;
  }

  /**
   * Checks every key and value of the sources.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} with all problems at once
   */
  static Settings check(SmallRyeConfig config) {
    Map<String, Setting> values = new TreeMap<>();
    KnownKeys.ALL.forEach(
        key -> {
          String fallback = key.fallback();
          if (fallback != null) {
            values.put(key.name(), new Setting(fallback, "default"));
          }
        });
    List<String> problems = new ArrayList<>();
    for (String name : config.getPropertyNames()) {
      ConfigValue value = config.getConfigValue(name);
      Setting setting = new Setting(text(value), origin(value));
      String problem = KnownKeys.problem(name, setting);
      if (problem == null) {
        values.put(name, setting);
      } else {
        problems.add(problem);
      }
    }
    if (!problems.isEmpty()) {
      problems.sort(null);
      throw new WiresmithException(ErrorCode.INVALID_CONFIG, String.join("\n", problems));
    }
    return new Settings(values);
  }

  /** Every key in force, sorted. */
  public Map<String, Setting> all() {
    return new TreeMap<>(values);
  }

  /** Flags, but for those that hold secrets: for records. */
  public static Map<String, String> withoutSecrets(Map<String, String> flags) {
    Map<String, String> open = new TreeMap<>(flags);
    open.keySet().removeIf(KnownKeys::secret);
    return open;
  }

  /** The same for people: secrets, and users and passwords in URLs, are told as {@code ***}. */
  public Map<String, Setting> shown() {
    Map<String, Setting> shown = all();
    shown.replaceAll(
        (name, setting) ->
            new Setting(
                KnownKeys.secret(name) ? "***" : Secrets.masked(setting.value()),
                setting.origin()));
    return shown;
  }

  /**
   * A text.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if it is not configured and has no default
   */
  public String text(String key) {
    Setting setting = values.get(key);
    if (setting == null) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG, "Key '" + key + "' is required and not configured.");
    }
    return setting.value();
  }

  /** A text that need not be configured; an empty one counts as none. */
  public Optional<String> find(String key) {
    return Optional.ofNullable(values.get(key)).map(Setting::value).filter(it -> !it.isEmpty());
  }

  /** A number. */
  public double number(String key) {
    return Double.parseDouble(text(key));
  }

  /** A whole number. */
  public long count(String key) {
    return Long.parseLong(text(key));
  }

  /** A whole number that fits 32 bits. */
  public int size(String key) {
    long count = count(key);
    if (count > Integer.MAX_VALUE) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "Key '%s' is %d; at most %d is allowed.".formatted(key, count, Integer.MAX_VALUE));
    }
    return (int) count;
  }

  /** A length of time. */
  public Duration duration(String key) {
    return Durations.parse(text(key));
  }

  /** The same, but below a prefix stands a section of other origin and nothing else. */
  public Settings replacing(String prefix, Map<String, String> section) {
    Map<String, Setting> changed = new TreeMap<>(values);
    changed.keySet().removeIf(key -> key.startsWith(prefix + "."));
    section.forEach(
        (name, value) -> changed.put(prefix + "." + name, new Setting(value, "record")));
    return new Settings(changed);
  }

  /** The values below a prefix, by what follows it. */
  public Map<String, String> section(String prefix) {
    Map<String, String> section = new TreeMap<>();
    values.forEach(
        (key, setting) -> {
          if (key.startsWith(prefix + ".")) {
            section.put(key.substring(prefix.length() + 1), setting.value());
          }
        });
    return section;
  }

  /** The numbers below a prefix. */
  public Map<String, Double> numbers(String prefix) {
    Map<String, Double> numbers = new TreeMap<>();
    section(prefix).forEach((key, value) -> numbers.put(key, Double.parseDouble(value)));
    return numbers;
  }

  static String environmentName(String key) {
    return "WIRESMITH_" + key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Where a value is from: the source's own name without its class. */
  private static String origin(ConfigValue value) {
    String name = String.valueOf(value.getConfigSourceName());
    int start = name.indexOf("[source=");
    return start < 0 || !name.endsWith("]")
        ? name
        : name.substring(start + "[source=".length(), name.length() - 1);
  }

  private static String text(ConfigValue value) {
    @Nullable String text = value.getValue();
    return text == null ? "" : text.trim();
  }
}
