package io.wiresmith.registry.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.PlainText;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a server answered, whole.
 *
 * @param what was asked, for messages: method and path
 * @param status the HTTP status
 * @param body the bytes
 */
record MlflowAnswer(String what, int status, byte[] body) {
  private static final int LONGEST_WORDS = 300;

  boolean success() {
    return status == 200;
  }

  /** The tree; empty where the body is none. */
  Optional<JsonNode> json() {
    try {
      JsonNode tree = Json.mapper().readTree(body);
      return Optional.ofNullable(tree).filter(JsonNode::isObject);
    } catch (IOException e) {
      return Optional.empty(); // It is no JSON; nothing else can fail in memory.
    }
  }

  /** MLflow's name of an error, such as {@code RESOURCE_DOES_NOT_EXIST}; empty text without one. */
  String errorCode() {
    return json().map(tree -> tree.path("error_code").asText()).orElse("");
  }

  /** MLflow itself says that there is no such thing, and not a proxy in front of it. */
  boolean absent() {
    String code = errorCode();
    return code.equals("RESOURCE_DOES_NOT_EXIST")
        || (code.equals("INVALID_PARAMETER_VALUE") && words().matches(".*alias .* not found.*"));
  }

  /** MLflow says that it is there already. */
  boolean exists() {
    return errorCode().equals("RESOURCE_ALREADY_EXISTS");
  }

  /** The sentence in a refusal, in one plain line; HTML is named as such. */
  String words() {
    String text = PlainText.line(new String(body, StandardCharsets.UTF_8));
    if (text.startsWith("<")) {
      return "it answers HTML: a proxy, a login page or no MLflow server";
    }
    String message = json().map(tree -> tree.path("message").asText()).orElse("");
    String words = message.isBlank() ? text : PlainText.line(message);
    return words.isEmpty()
        ? "without a word"
        : words.substring(0, Math.min(words.length(), LONGEST_WORDS));
  }
}
