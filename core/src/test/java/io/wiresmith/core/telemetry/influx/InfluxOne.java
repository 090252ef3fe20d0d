package io.wiresmith.core.telemetry.influx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * InfluxDB 1.x.
 *
 * @param binary its {@code influxd}
 * @param directory where its data are
 * @param setup what the test wants
 */
record InfluxOne(Path binary, Path directory, InfluxSetup setup) implements ServerKind {
  private static final String USER = "tester";
  private static final String PASSWORD = "pass:word";

  @Override
  public String organisation() {
    return "";
  }

  @Override
  public List<String> command(int port) {
    Path file = directory.resolve("influxdb.toml");
    try {
      Files.writeString(file, configuration(port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of(binary.toString(), "run", "-config", file.toString());
  }

  private String configuration(int port) {
    return """
    reporting-disabled = true
    bind-address = "127.0.0.1:0"
    [meta]
      dir = "%1$s/meta"
    [data]
      dir = "%1$s/data"
      wal-dir = "%1$s/wal"
      index-version = "tsi1"
      query-log-enabled = false
    [coordinator]
    %4$s
    [http]
      bind-address = "127.0.0.1:%2$d"
      auth-enabled = %3$s
      flux-enabled = true
      log-enabled = false
    %5$s
    [monitor]
      store-enabled = false
    """
        .formatted(directory, port, setup.authentication(), limits("coordinator"), limits("http"));
  }

  private String limits(String section) {
    StringBuilder text = new StringBuilder();
    setup
        .settings()
        .forEach(
            (setting, value) -> {
              if (setting.section().equals(section)) {
                String written = value.matches("\\d+") ? value : '"' + value + '"';
                text.append("  %s = %s%n".formatted(setting.key(), written));
              }
            });
    return text.toString();
  }

  @Override
  public void setUp(int port) {
    if (setup.authentication()) {
      query(
          new ServerHttp(port, ""),
          "CREATE USER %s WITH PASSWORD '%s' WITH ALL PRIVILEGES".formatted(USER, PASSWORD));
    }
  }

  @Override
  public Map<String, String> environment() {
    return setup.authentication()
        ? Map.of("WIRESMITH_INFLUX_USER", USER, "WIRESMITH_INFLUX_PASSWORD", PASSWORD)
        : Map.of();
  }

  @Override
  public void createDatabase(ServerHttp http, String name, Duration shard) {
    query(
        http,
        "CREATE DATABASE \"%s\" WITH SHARD DURATION %ds"
            .formatted(name.replace("\"", "\\\""), shard.toSeconds()));
  }

  private static void query(ServerHttp http, String statement) {
    String answer = http.post("/query?q=" + ServerHttp.encoded(statement), "text/plain", "");
    if (answer.contains("\"error\"")) {
      throw new AssertionError(statement + ": " + answer);
    }
  }

  /**
   * By {@code influx_inspect} from the files of the server where it lies beside it, else (Debian's
   * package has none) by JSON queries, one for each shard group.
   */
  @Override
  public void export(ServerHttp http, String database, Path file) {
    Path inspect = binary.resolveSibling("influx_inspect");
    if (Files.isExecutable(inspect)) {
      Commands.run(
          List.of(
              inspect.toString(),
              "export",
              "-datadir",
              directory.resolve("data").toString(),
              "-waldir",
              directory.resolve("wal").toString(),
              "-database",
              database,
              "-lponly",
              "-out",
              file.toString()));
    } else {
      new InfluxqlExport(http, database).to(file);
    }
  }
}
