package io.wiresmith.jobs.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.influx.InfluxCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads the sources of configuration.
 *
 * @param environment the process environment
 * @param properties the system properties; {@code wiresmith.*} and {@code spark.wiresmith.*} count
 */
public record SettingsLoader(Map<String, String> environment, Properties properties) {
  private static final String PREFIX = "WIRESMITH_";

  /** Variables that are no configuration keys. */
  private static final Set<String> RESERVED =
      Set.of(
          "WIRESMITH_WORKSPACE",
          "WIRESMITH_CONFIG",
          "WIRESMITH_HOME",
          "WIRESMITH_CACHE",
          "WIRESMITH_MASTER",
          "WIRESMITH_JAVA_OPTS",
          "WIRESMITH_SERVE_JAVA_OPTS",
          "WIRESMITH_SCHEDULER_JAVA_OPTS",
          "WIRESMITH_STACKTRACE",
          "WIRESMITH_TEST_RESULTS",
          "WIRESMITH_DEMO",
          "WIRESMITH_LEDGER",
          "WIRESMITH_LEDGER_USER",
          "WIRESMITH_LEDGER_PASSWORD",
          "WIRESMITH_LEDGER_PASSWORD_FILE",
          "WIRESMITH_LEASE",
          "WIRESMITH_WORK",
          "WIRESMITH_CLASSPATH");

  /** Shorter names that serving knows too. */
  private static final Map<String, String> SHORT =
      Map.of(
          "WIRESMITH_TRUST_ROOT",
          SigningSettings.TRUST_ROOT,
          "WIRESMITH_SIGNATURES",
          SigningSettings.POLICY);

  /** System properties that are no configuration keys. */
  private static final Set<String> OWN_PROPERTIES = Set.of("home");

  /** The loader of this process. */
  public static SettingsLoader ofProcess() {
    return new SettingsLoader(System.getenv(), System.getProperties());
  }

  /**
   * Reads and checks everything.
   *
   * @param file the YAML file
   * @param flags keys set on the command line, which win
   */
  public Settings load(Path file, Map<String, String> flags) {
    if (!Files.isRegularFile(file)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The configuration "
              + file
              + " does not exist. Name one by --config, or set"
              + " WIRESMITH_CONFIG.");
    }
    String yaml = new String(AtomicFiles.read(file), StandardCharsets.UTF_8);
    return Settings.check(builder(flags).withSources(yaml(file, yaml)).build());
  }

  /** The same without a file. */
  public Settings load(Map<String, String> flags) {
    return Settings.check(builder(flags).build());
  }

  private SmallRyeConfigBuilder builder(Map<String, String> flags) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(environmentKeys(), "environment", 300))
        .withSources(new PropertiesConfigSource(propertyKeys(), "-D", 400))
        .withSources(new PropertiesConfigSource(flags, "flag", 500));
  }

  private static YamlConfigSource yaml(Path file, String text) {
    try {
      refuseTwice(file, text);
      return new YamlConfigSource(file.toString(), text, 100);
    } catch (WiresmithException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG, file + " is no YAML: " + e.getMessage(), e);
    }
  }

  /** Of a key that stands twice one value would win silently. */
  private static void refuseTwice(Path file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      new Yaml(new SafeConstructor(options)).load(text);
    } catch (DuplicateKeyException e) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "%s: %s, the second time in line %d. Names of a section, such as those of schedules, must differ."
              .formatted(file, e.getProblem(), e.getProblemMark().getLine() + 1),
          e);
    }
  }

  private Map<String, String> environmentKeys() {
    Map<String, String> keys = new TreeMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && !reserved(name)) {
            Optional.ofNullable(SHORT.get(name))
                .or(() -> keyOf(name.substring(PREFIX.length())))
                .ifPresent(key -> keys.put(key, value));
          }
        });
    return keys;
  }

  /** Clusters set variables for services of that name too: only what looks like a key is one. */
  private static Optional<String> keyOf(String variable) {
    Map<String, String> known = new TreeMap<>();
    KnownKeys.ALL.stream()
        .filter(key -> !key.wildcard())
        .forEach(
            key ->
                known.put(
                    Settings.environmentName(key.name()).substring(PREFIX.length()), key.name()));
    return known.containsKey(variable)
        ? Optional.ofNullable(known.get(variable))
        : NearestName.of(variable, known.keySet()).map(near -> PREFIX + variable);
  }

  private Map<String, String> propertyKeys() {
    Map<String, String> keys = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      String key = name.startsWith("spark.wiresmith.") ? name.substring("spark.".length()) : name;
      if (key.startsWith("wiresmith.")) {
        String own = key.substring("wiresmith.".length());
        if (!OWN_PROPERTIES.contains(own)) {
          keys.put(own, properties.getProperty(name));
        }
      }
    }
    return keys;
  }

  private static boolean reserved(String variable) {
    return RESERVED.contains(variable)
        || InfluxCredentials.VARIABLES.contains(variable)
        || NotificationSettings.VARIABLES.contains(variable);
  }
}
