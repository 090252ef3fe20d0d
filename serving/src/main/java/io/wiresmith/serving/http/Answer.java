package io.wiresmith.serving.http;

import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What goes back.
 *
 * @param status HTTP status
 * @param contentType of the body
 * @param body whole
 * @param headers further ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
  static final String JSON = "application/json";

  /** Something broke; made beforehand, as memory may be what is missing. */
  static final Answer FAILED = unavailable("The server failed; its log says why. Try again.");

  /** A value as JSON on one line. */
  static Answer json(int status, Object value) {
    return json(status, Json.line(value).getBytes(StandardCharsets.UTF_8));
  }

  static Answer json(int status, byte[] body) {
    return new Answer(status, JSON, body, Map.of());
  }

  /** {@code {"error": message}}. */
  static Answer error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  /** The server could answer later. */
  static Answer unavailable(String message) {
    return error(503, message).with("Retry-After", "1");
  }

  Answer with(String header, String value) {
    return new Answer(status, contentType, body, Map.of(header, value));
  }
}
