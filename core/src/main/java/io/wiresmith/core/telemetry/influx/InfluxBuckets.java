package io.wiresmith.core.telemetry.influx;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.NearestName;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The databases of a 1.x server, or the buckets of an organisation on 2.x.
 *
 * @param connection to any of them, present or not
 */
public record InfluxBuckets(InfluxConnection connection) {
  private static final int PAGE = 100;

  /**
   * Makes the database or bucket that the connection names; no retention limit is set.
   *
   * @return a sentence about what was made
   * @throws WiresmithException {@code USAGE} if the credentials do not allow it
   */
  public String create() {
    InfluxLocation location = connection.location();
    if (!location.retentionPolicy().isEmpty()) {
      throw connection.error(
          ErrorCode.NOT_FOUND,
          "is missing and its URI names a retention policy, whose length nobody can guess. Create"
              + " both on the server, or leave ?rp= out.");
    }
    if (location.organisation().isEmpty()) {
      String name = location.database().replace("\\", "\\\\").replace("\"", "\\\"");
      query("CREATE DATABASE \"" + name + "\"");
      return location + " was missing: created the database " + location.database();
    }
    byte[] body =
        Json.bytes(
            Map.of(
                "orgID", organisation(),
                "name", location.database(),
                "retentionRules", List.of()));
    Map<String, String> headers = Map.of("Content-Type", "application/json");
    read(connection.post("/api/v2/buckets", headers, body), "to create the bucket");
    return location + " was missing: created the bucket " + location.database();
  }

  /** The names, as far as the credentials may see them. */
  public List<String> list() {
    List<String> names = new ArrayList<>();
    if (connection.location().organisation().isEmpty()) {
      JsonNode series = query("SHOW DATABASES").at("/results/0/series/0/values");
      series.forEach(row -> names.add(row.path(0).asText()));
      return names;
    }
    for (int offset = 0; offset == names.size(); offset += PAGE) {
      String path =
          "/api/v2/buckets?"
              + InfluxConnection.parameters(
                  Map.of(
                      "org", connection.location().organisation(),
                      "limit", Integer.toString(PAGE),
                      "offset", Integer.toString(offset)));
      JsonNode page = read(connection.get(path), "to list the buckets").path("buckets");
      page.forEach(bucket -> names.add(bucket.path("name").asText()));
    }
    return names;
  }

  /** Whether a refusal says that the database or bucket is missing. */
  static boolean missing(int status, String words) {
    boolean named =
        words.contains("database") || words.contains("bucket") || words.contains("dbrp");
    return status == 404 && named && words.contains("not found");
  }

  /** The error for a database or bucket that is missing, with the nearest name. */
  WiresmithException absent(String words) {
    String hint;
    try {
      hint = NearestName.hint(connection.location().database(), list());
    } catch (WiresmithException e) {
      hint = ""; // The first error is the one to tell.
    }
    return connection.error(
        ErrorCode.NOT_FOUND,
        "is missing (" + words + ")." + hint + " Check the URI, or let it be made: --create.");
  }

  private String organisation() {
    String name = connection.location().organisation();
    String path = "/api/v2/orgs?" + InfluxConnection.parameters(Map.of("org", name));
    JsonNode id = read(connection.get(path), "to look up the organisation").at("/orgs/0/id");
    if (!id.isTextual()) {
      throw connection.error(
          ErrorCode.NOT_FOUND, "the organisation " + name + " is missing. Check the URI.");
    }
    return id.asText();
  }

  private JsonNode query(String influxQl) {
    JsonNode answer =
        read(connection.form("/query", Map.of(), Map.of("q", influxQl)), "\"" + influxQl + "\"");
    JsonNode error = answer.at("/results/0/error");
    if (error.isTextual()) {
      throw connection.refused(error.asText(), "\"" + influxQl + "\"");
    }
    return answer;
  }

  private JsonNode read(InfluxAnswer opened, String what) {
    try (InfluxAnswer answer = opened) {
      if (answer.status() >= 300) {
        throw connection.refused(answer, what);
      }
      byte[] body = answer.body().readAllBytes();
      return Json.parse(body, JsonNode.class, "the answer of " + connection.location());
    } catch (IOException e) {
      throw connection.failed(e);
    }
  }
}
