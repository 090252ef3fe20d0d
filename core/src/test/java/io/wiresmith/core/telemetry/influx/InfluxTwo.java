package io.wiresmith.core.telemetry.influx;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * InfluxDB 2.x. Its {@code SHOW RETENTION POLICIES} says {@code 168h} whatever the length of the
 * shard groups is.
 *
 * @param binary its {@code influxd}
 * @param directory where its data are
 * @param setup what the test wants
 */
record InfluxTwo(Path binary, Path directory, InfluxSetup setup) implements ServerKind {
  private static final String ORGANISATION = "wire works";
  private static final String TOKEN = "a-token-of-the-tests==";

  @Override
  public String organisation() {
    return ORGANISATION;
  }

  @Override
  public List<String> command(int port) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--http-bind-address=127.0.0.1:" + port,
                "--bolt-path=" + directory.resolve("influxd.bolt"),
                "--sqlite-path=" + directory.resolve("influxd.sqlite"),
                "--engine-path=" + directory.resolve("engine"),
                "--reporting-disabled",
                "--ui-disabled"));
    setup.settings().forEach((setting, value) -> command.add("--" + setting.flag() + "=" + value));
    return command;
  }

  @Override
  public void setUp(int port) {
    new ServerHttp(port, "")
        .post(
            "/api/v2/setup",
            "application/json",
            Json.line(
                Map.of(
                    "username",
                    "tester",
                    "password",
                    "pass:word",
                    "org",
                    ORGANISATION,
                    "bucket",
                    "first",
                    "token",
                    TOKEN,
                    "retentionPeriodSeconds",
                    0)));
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("WIRESMITH_INFLUX_TOKEN", TOKEN);
  }

  @Override
  public void createDatabase(ServerHttp http, String name, Duration shard) {
    String organisation = only(http.get("/api/v2/orgs?org=" + encoded(ORGANISATION)), "orgs");
    http.post(
        "/api/v2/buckets",
        "application/json",
        Json.line(
            Map.of(
                "orgID",
                organisation,
                "name",
                name,
                "retentionRules",
                List.of(
                    Map.of(
                        "type",
                        "expire",
                        "everySeconds",
                        0,
                        "shardGroupDurationSeconds",
                        shard.toSeconds())))));
  }

  /** By {@code influxd inspect}, from the files of the server. */
  @Override
  public void export(ServerHttp http, String database, Path file) {
    Commands.run(
        List.of(
            binary.toString(),
            "inspect",
            "export-lp",
            "--bucket-id=" + only(http.get("/api/v2/buckets?name=" + encoded(database)), "buckets"),
            "--engine-path=" + directory.resolve("engine"),
            "--output-path=" + file));
  }

  private static String encoded(String text) {
    return ServerHttp.encoded(text);
  }

  /** The identity of the only element of a list. */
  private static String only(String json, String list) {
    try {
      JsonNode elements = Json.mapper().readTree(json).path(list);
      if (elements.size() != 1) {
        throw new AssertionError("Not one of " + list + ": " + json);
      }
      return elements.get(0).path("id").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
