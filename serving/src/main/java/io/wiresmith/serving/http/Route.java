package io.wiresmith.serving.http;

import io.wiresmith.serving.fields.DetectReader;
import java.util.List;
import java.util.Optional;

/** What a path means. */
sealed interface Route {
  /** Whether the path takes that method. */
  default boolean takes(String method) {
    return method.equals("GET") || method.equals("HEAD");
  }

  /** {@code /v2/health/live}. */
  record Live() implements Route {}

  /** {@code /v2/health/ready}. */
  record Ready() implements Route {}

  /** {@code /v2}. */
  record Server() implements Route {}

  /** {@code /metrics}. */
  record Metrics() implements Route {}

  /** {@code /v2/models/{m}[/versions/{v}]}. */
  record Model(String name, Optional<String> version) implements Route {}

  /** {@code /v2/models/{m}[/versions/{v}]/ready}. */
  record ModelReady(String name, Optional<String> version) implements Route {}

  /** {@code /v2/models/{m}[/versions/{v}]/infer}, or a path of a model's own. */
  record Infer(String name, Optional<String> version, Dialect dialect) implements Route {
    Infer(String name, Optional<String> version) {
      this(name, version, Dialect.INFERENCE);
    }

    @Override
    public boolean takes(String method) {
      return method.equals("POST");
    }
  }

  /** Anything else. */
  record Unknown() implements Route {}

  /** Reads a path without its query. */
  static Route of(String path) {
    return switch (path) {
      case "/v2", "/v2/" -> new Server();
      case "/v2/health/live" -> new Live();
      case "/v2/health/ready" -> new Ready();
      case "/metrics" -> new Metrics();
      case "/api/fields/detect" -> new Infer(DetectReader.MODEL, Optional.empty(), Dialect.DETECT);
      default -> path.startsWith("/v2/models/") ? model(path) : new Unknown();
    };
  }

  private static Route model(String path) {
    List<String> parts = List.of(path.substring("/v2/models/".length()).split("/", -1));
    boolean versioned = parts.size() >= 3 && parts.get(1).equals("versions");
    Optional<String> version = versioned ? Optional.of(parts.get(2)) : Optional.empty();
    List<String> rest = parts.subList(versioned ? 3 : 1, parts.size());
    return switch (String.join("/", rest)) {
      case "" -> rest.isEmpty() ? new Model(parts.get(0), version) : new Unknown();
      case "ready" -> new ModelReady(parts.get(0), version);
      case "infer" -> new Infer(parts.get(0), version);
      default -> new Unknown();
    };
  }
}
