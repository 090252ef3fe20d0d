package io.wiresmith.core.telemetry.influx;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.FieldKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every value of a database of 1.x as line protocol, read shard group by shard group as JSON. It
 * shares no code with the reader that it is compared to. Numbers are the server's own digits.
 *
 * @param http the server
 * @param database which
 */
record InfluxqlExport(ServerHttp http, String database) {
  void to(Path file) {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (JsonNode policy : rows("SHOW RETENTION POLICIES ON " + quoted(database))) {
        String name = policy.get(0).asText();
        List<JsonNode> groups = new ArrayList<>();
        for (JsonNode group : rows("SHOW SHARD GROUPS")) {
          if (group.get(1).asText().equals(database) && group.get(2).asText().equals(name)) {
            groups.add(group);
          }
        }
        for (JsonNode measurement : rows("SHOW MEASUREMENTS ON " + quoted(database))) {
          String from = quoted(name) + "." + quoted(measurement.get(0).asText());
          for (JsonNode group : groups) {
            group(from, group, out);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void group(String from, JsonNode group, Writer out) throws IOException {
    String window =
        " WHERE time >= '%s' AND time < '%s'"
            .formatted(group.get(3).asText(), group.get(4).asText());
    Map<String, FieldKind> kinds = kinds(from, window);
    String query = "SELECT *::field FROM " + from + window + " GROUP BY *";
    try (JsonParser json =
        Json.mapper().createParser(http.stream(path(query, "&chunked=true&epoch=ns")))) {
      new InfluxqlRows(json, kinds, out).copy();
    }
  }

  /** The kinds of the fields in one shard group, where each has one. */
  private Map<String, FieldKind> kinds(String from, String window) throws IOException {
    Map<String, FieldKind> kinds = new TreeMap<>();
    Set<String> twice = new HashSet<>();
    for (JsonNode row : rows("SHOW FIELD KEYS ON " + quoted(database) + " FROM " + from)) {
      String name = row.get(0).asText();
      if (kinds.put(name, kind(row.get(1).asText())) != null) {
        twice.add(name);
      }
    }
    for (String name : twice) {
      kinds.put(name, kindHere(quoted(name) + "::field", " FROM " + from + window));
    }
    return kinds;
  }

  /** A kind by what may be done with it: bits of integers, means of numbers. */
  private FieldKind kindHere(String field, String rest) throws IOException {
    JsonNode first = answer("SELECT first(" + field + ")" + rest).at("/series/0/values/0/1");
    if (first.isBoolean()) {
      return FieldKind.BOOLEAN;
    }
    if (first.isTextual()) {
      return FieldKind.STRING;
    }
    boolean bits = !answer("SELECT " + field + " & 1" + rest + " LIMIT 1").has("error");
    return bits ? FieldKind.INTEGER : FieldKind.FLOAT;
  }

  private static FieldKind kind(String type) {
    return switch (type) {
      case "float" -> FieldKind.FLOAT;
      case "integer" -> FieldKind.INTEGER;
      case "unsigned" -> FieldKind.UNSIGNED;
      case "boolean" -> FieldKind.BOOLEAN;
      case "string" -> FieldKind.STRING;
      default -> throw new AssertionError("A field of type " + type);
    };
  }

  private List<JsonNode> rows(String query) throws IOException {
    JsonNode answer = answer(query);
    if (answer.has("error")) {
      throw new AssertionError(query + ": " + answer);
    }
    List<JsonNode> rows = new ArrayList<>();
    answer.path("series").forEach(series -> series.path("values").forEach(rows::add));
    return rows;
  }

  private JsonNode answer(String query) throws IOException {
    return Json.mapper().readTree(http.get(path(query, ""))).at("/results/0");
  }

  private String path(String query, String more) {
    return "/query?db=%s&q=%s%s"
        .formatted(ServerHttp.encoded(database), ServerHttp.encoded(query), more);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
