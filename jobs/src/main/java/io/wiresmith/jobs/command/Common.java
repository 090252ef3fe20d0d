package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.PlainText;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Locations;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.config.Settings;
import io.wiresmith.jobs.config.SettingsLoader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that every verb has. */
final class Common {
  /** The directory beside a workspace that does not lie on this machine. */
  private static final String LOCAL = "WIRESMITH_LOCAL_WORKSPACE";

  private static final String HERE = ".wiresmith";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      defaultValue = "table",
      description =
          "Form of the result on stdout: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Output output = Output.TABLE;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration (default WIRESMITH_CONFIG, else conf/wiresmith.yaml).")
  private @Nullable Path config;

  @Option(
      names = "--workspace",
      paramLabel = "DIR|URI",
      description =
          "Where datasets and runs are kept: a directory, hdfs://host:port/path or"
              + " s3a://bucket/path (default WIRESMITH_WORKSPACE, else .wiresmith).")
  private @Nullable Path workspace;

  @Option(
      names = "-D",
      paramLabel = "KEY=VALUE",
      mapFallbackValue = "true",
      description = "Sets a configuration key; wins over file and environment.")
  private Map<String, String> flags = new LinkedHashMap<>();

  /** The configuration in force, with further flags of the verb. */
  Settings settings(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(flags);
    all.putAll(more);
    return SettingsLoader.ofProcess().load(configFile(), all);
  }

  /** The configuration in force for verbs that can do without a file of it. */
  Settings settingsOfAnyKind() {
    boolean named = config != null || variable("WIRESMITH_CONFIG").isPresent();
    return named || Files.isRegularFile(configFile())
        ? settings(Map.of())
        : SettingsLoader.ofProcess().load(flags);
  }

  /** The configuration file in force. */
  Path configFile() {
    if (config != null) {
      return config;
    }
    Optional<String> variable = variable("WIRESMITH_CONFIG");
    if (variable.isPresent()) {
      return Path.of(variable.get());
    }
    Path here = Path.of("conf", "wiresmith.yaml");
    return Files.isRegularFile(here)
        ? here
        : Path.of(System.getProperty("wiresmith.home", "."), "conf", "wiresmith.yaml");
  }

  /** The configuration keys set by flags. */
  Map<String, String> flags() {
    return flags;
  }

  /** Stops where a configuration is given to a verb that has its own. */
  void refuseConfiguration(String verb) {
    if (config != null || !flags.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.USAGE, verb + " takes --config and -D from the run's record; leave them out.");
    }
  }

  /** Sets a configuration key as a flag does. */
  void flag(String key, String value) {
    flags.put(key, value);
  }

  /** Sets a configuration key unless a flag has. */
  void flagByDefault(String key, String value) {
    flags.putIfAbsent(key, value);
  }

  /** What another command needs on its line to find the same workspace, from here. */
  String workspaceWords() {
    return workspace == null ? "" : " --workspace " + WindowRuns.word(workspace.toString());
  }

  /** The workspace. */
  Workspace workspace() {
    Path root =
        workspace != null
            ? workspace
            : Locations.path(variable("WIRESMITH_WORKSPACE").orElse(HERE));
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The workspace " + root + " is a file; name a directory by --workspace.");
    }
    Path whole = root.toAbsolutePath().normalize(); // Executors have other folders.
    return Locations.onThisMachine(root)
        ? new Workspace(whole)
        : new Workspace(whole, Path.of(variable(LOCAL).orElse(HERE)).toAbsolutePath().normalize());
  }

  /** Prints a result in the form that was asked for. */
  void print(PrintWriter out, Object json, Supplier<String> table) {
    switch (output) {
      case JSON -> out.print(Json.text(json));
      case TABLE -> out.println(PlainText.lines(table.get()));
    }
    out.flush();
  }

  /** Prints a flat result; the table has one line for each entry that is one value. */
  void print(CommandLine line, Map<String, Object> result) {
    print(line.getOut(), result, () -> lines(result));
  }

  private static String lines(Map<String, Object> result) {
    StringBuilder text = new StringBuilder();
    result.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> map && key.equals("metrics")) {
            map.forEach((name, figure) -> text.append("%-28s %s%n".formatted(name, figure)));
          } else if (!(value instanceof Map || value instanceof Iterable)) {
            text.append("%-28s %s%n".formatted(key, value));
          }
        });
    return text.toString().stripTrailing();
  }

  /** An environment variable that is set and not empty. */
  static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }
}
