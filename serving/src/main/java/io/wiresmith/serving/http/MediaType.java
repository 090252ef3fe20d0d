package io.wiresmith.serving.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;

/** Whether a body is JSON as it is: not a form, not compressed, not with binary tensors behind. */
final class MediaType {
  private MediaType() {}

  static Optional<Answer> refusal(HttpServerRequest request) {
    String type = request.getHeader("Content-Type");
    String encoding = request.getHeader("Content-Encoding");
    if (type != null && !isJson(type.toLowerCase(Locale.ROOT))) {
      return Optional.of(Answer.error(415, "Content-Type must be application/json in UTF-8."));
    }
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return Optional.of(Answer.error(415, "Content-Encoding must be identity."));
    }
    if (request.getHeader("Inference-Header-Content-Length") != null) {
      return Optional.of(
          Answer.error(415, "Binary tensors are not supported; send the data as JSON."));
    }
    return Optional.empty();
  }

  private static boolean isJson(String type) {
    String[] parts = type.split(";");
    if (!parts[0].trim().equals(Answer.JSON)) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        return false;
      }
    }
    return true;
  }
}
