package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.jobs.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a run is asked to do, in a form that can be stored and asked again.
 *
 * @param model the model
 * @param telemetry where the telemetry is
 * @param registry where to publish
 * @param window length of the window, if one was given
 * @param until end of the window, if one was given
 * @param configFile the configuration file
 * @param flags configuration keys set on the command line
 */
public record RunRequest(
    ModelKey model,
    String telemetry,
    String registry,
    Optional<Duration> window,
    Optional<Instant> until,
    String configFile,
    Map<String, String> flags) {
  private static final List<String> NOT_OF_THE_WORK =
      List.of("telemetry.", "signing.", "schedules.", "scheduler.", "notifications.", "cluster.");

  /** Copies the flags but secrets: requests are written down and shown. */
  public RunRequest {
    flags = Map.copyOf(Settings.withoutSecrets(flags));
  }

  /**
   * The same request as it can be asked again at any time from any directory: absolute paths, and a
   * window that ends at a fixed instant; so do all the rows of a database.
   *
   * @param now the end where none was asked for
   */
  public static RunRequest pinned(RunRequest request, Instant now) {
    boolean ends = request.window().isPresent() || InfluxLocation.matches(request.telemetry());
    return new RunRequest(
        request.model(),
        absolute(request.telemetry()),
        absolute(request.registry()),
        request.window(),
        ends ? Optional.of(request.until().orElse(now)) : request.until(),
        absolute(request.configFile()),
        request.flags());
  }

  private static String absolute(String place) {
    return place.isBlank() || place.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
        ? place
        : Path.of(place).toAbsolutePath().normalize().toString();
  }

  /** The window in time; none means all the telemetry. */
  public Optional<Window> span() {
    return window.flatMap(length -> until.map(end -> Window.before(end, length)));
  }

  /** The part that decides the result: no URIs, no paths, no master, no promotion. */
  public Map<String, Object> essence(Settings settings) {
    Map<String, Object> essence = new TreeMap<>();
    essence.put("model", model.id());
    span().ifPresent(span -> essence.put("window", span.toString()));
    until.ifPresent(instant -> essence.put("until", instant.toString()));
    Map<String, String> values = new TreeMap<>();
    settings.all().forEach((key, setting) -> values.put(key, setting.value()));
    values.remove("promotion");
    // How telemetry is read does not change what it is, nor does who signs it, nor when.
    values.keySet().removeIf(key -> NOT_OF_THE_WORK.stream().anyMatch(key::startsWith));
    essence.put("settings", values);
    return essence;
  }

  /** Everything as text, for the run's record. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", model.id());
    map.put("telemetry", telemetry);
    map.put("registry", registry);
    map.put("config", configFile);
    map.put("flags", Json.line(flags));
    window.ifPresent(length -> map.put("window", length.toString()));
    until.ifPresent(instant -> map.put("until", instant.toString()));
    return map;
  }

  /** Reads what {@link #toMap} wrote. */
  public static RunRequest fromMap(Map<String, String> map) {
    return new RunRequest(
        ModelKey.parse(required(map, "model")),
        required(map, "telemetry"),
        required(map, "registry"),
        Optional.ofNullable(map.get("window")).map(Duration::parse),
        Optional.ofNullable(map.get("until")).map(Instant::parse),
        required(map, "config"),
        flags(required(map, "flags")));
  }

  /** Reads the flags of {@link #toMap}, by their names. */
  public static Map<String, String> flags(String text) {
    Map<String, String> flags = new TreeMap<>();
    Json.parse(
            text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
            com.fasterxml.jackson.databind.JsonNode.class,
            "the run's flags")
        .properties()
        .forEach(entry -> flags.put(entry.getKey(), entry.getValue().asText()));
    return flags;
  }

  /** The command that asks for this run again, for people. */
  public List<String> command() {
    List<String> words = new java.util.ArrayList<>(List.of("bin/wiresmith", "run", model.id()));
    words.addAll(List.of("--telemetry", telemetry, "--registry", registry));
    window.ifPresent(length -> words.addAll(List.of("--window", length.toString())));
    until.ifPresent(instant -> words.addAll(List.of("--until", instant.toString())));
    words.addAll(List.of("--config", configFile));
    new TreeMap<>(flags).forEach((key, value) -> words.add("-D" + key + "=" + value));
    return words;
  }

  private static String required(Map<String, String> map, String key) {
    String value = map.get(key);
    if (value == null) {
      throw new WiresmithException(
          ErrorCode.NOTHING_TO_DO, "The run's record lacks '" + key + "'; start a new run.");
    }
    return value;
  }
}
