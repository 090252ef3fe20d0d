package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.mlflow.MlflowHttp.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** MLflow's REST API, version 2.0: JSON in, JSON out. Thread-safe. */
record MlflowApi(MlflowHttp http) {
  private static final String ROOT = "/api/2.0/mlflow/";
  private static final byte[] NOTHING = {};

  /** A server that always names one page more is not believed for ever. */
  static final int MOST_PAGES = 500;

  /** Reads what must be there. */
  JsonNode get(String path, Map<String, String> query) {
    return tree(http.ask(getting(path, query)));
  }

  /** Reads what may be there. */
  Optional<JsonNode> find(String path, Map<String, String> query) {
    MlflowAnswer answer = http.ask(getting(path, query));
    return answer.absent() ? Optional.empty() : Optional.of(tree(answer));
  }

  /** Changes something; asked again where that does no harm, as everywhere but in creations. */
  JsonNode change(String method, String path, Map<String, ?> body) {
    return tree(http.ask(call(method, path, body)));
  }

  /** Removes something; done already is done. */
  void remove(String path, Map<String, ?> body) {
    MlflowAnswer answer = http.ask(call("DELETE", path, body));
    if (!answer.absent()) {
      tree(answer);
    }
  }

  /**
   * Creates something once: where an attempt may have happened or not, it is looked for before it
   * is tried again.
   *
   * @param find looks for it
   */
  JsonNode create(String path, Map<String, ?> body, Supplier<Optional<JsonNode>> find) {
    boolean[] tried = {false};
    return http.again(
        () -> {
          Optional<JsonNode> found = tried[0] ? find.get() : Optional.empty();
          tried[0] = true;
          return found.orElseGet(() -> tree(http.askOnce(call("POST", path, body))));
        });
  }

  /** Creates something that others may create too, each of whom is content with it. */
  JsonNode createShared(String path, Map<String, ?> body, Supplier<Optional<JsonNode>> find) {
    return http.again(
        () -> {
          Optional<JsonNode> found = find.get();
          if (found.isPresent()) {
            return found.get();
          }
          MlflowAnswer answer = http.askOnce(call("POST", path, body));
          return answer.exists() ? find.get().orElseGet(() -> tree(answer)) : tree(answer);
        });
  }

  /** All entries of a search, page by page. */
  List<JsonNode> all(String path, Map<String, String> query, String entries) {
    return pages(
        path,
        entries,
        token -> {
          Map<String, String> asked = new LinkedHashMap<>(query);
          asked.putAll(token);
          return get(path, asked);
        });
  }

  /** The same for a search that takes its filter as a body. */
  List<JsonNode> search(String path, Map<String, ?> body, String entries) {
    return pages(
        path,
        entries,
        token -> {
          Map<String, Object> asked = new LinkedHashMap<>(body);
          asked.putAll(token);
          return change("POST", path, asked);
        });
  }

  private List<JsonNode> pages(
      String path, String entries, Function<Map<String, String>, JsonNode> page) {
    List<JsonNode> all = new ArrayList<>();
    Map<String, String> token = Map.of();
    for (int i = 0; i < MOST_PAGES; i++) {
      JsonNode answer = page.apply(token);
      answer.path(entries).forEach(all::add);
      String next = answer.path("next_page_token").asText("");
      if (next.isEmpty() || next.equals(token.get("page_token"))) {
        return all;
      }
      token = Map.of("page_token", next);
    }
    throw http.refusals().endless(path, MOST_PAGES);
  }

  private JsonNode tree(MlflowAnswer answer) {
    if (!answer.success()) {
      throw http.refusals().of(answer);
    }
    return answer.json().orElseThrow(() -> http.refusals().notJson(answer));
  }

  private static Call getting(String path, Map<String, String> query) {
    String parameters =
        query.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return new Call("GET", ROOT + path + (query.isEmpty() ? "" : "?" + parameters), true, NOTHING);
  }

  private static Call call(String method, String path, Map<String, ?> body) {
    byte[] json = Json.line(body).getBytes(StandardCharsets.UTF_8);
    return new Call(method, ROOT + path, true, json);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
