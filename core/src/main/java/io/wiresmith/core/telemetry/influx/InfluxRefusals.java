package io.wiresmith.core.telemetry.influx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.TlsFailure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/** Turns what servers and transports say into sentences with a remedy. */
final class InfluxRefusals {
  private static final String CREDENTIALS =
      "Set WIRESMITH_INFLUX_TOKEN, or WIRESMITH_INFLUX_USER and WIRESMITH_INFLUX_PASSWORD, of one"
          + " who may do this.";

  /** What a server says when it has too much to do just now. */
  private static final List<String> BUSY =
      List.of("timeout", "max-concurrent-queries", "killed", "interrupted", "shutdown", "closed");

  /** What stands where a server says nothing. */
  static final String NO_WORDS = "without a word";

  /** What a server says of a database that it does not have. */
  private static final List<String> MISSING = List.of("not found", "no database");

  private InfluxRefusals() {}

  static WiresmithException of(InfluxLocation location, int status, String body, String what) {
    String words = words(body);
    String said =
        "%s refuses %s (%s)"
            .formatted(location, what, status == 200 ? words : status + ": " + words);
    return new WiresmithException(code(status, words), said + ". " + remedy(status, words));
  }

  private static ErrorCode code(int status, String words) {
    if (unauthorized(status, words)) {
      return ErrorCode.USAGE;
    }
    if (status == 404 || MISSING.stream().anyMatch(words::contains)) {
      return ErrorCode.NOT_FOUND;
    }
    boolean later = status == 408 || status == 429 || status >= 500;
    return later || BUSY.stream().anyMatch(words::contains)
        ? ErrorCode.DEPENDENCY_DOWN
        : ErrorCode.INVALID_INPUT;
  }

  private static boolean unauthorized(int status, String words) {
    String lower = words.toLowerCase(Locale.ROOT);
    return status == 401
        || status == 403
        || lower.contains("unauthorized")
        || lower.contains("not authorized")
        || lower.contains("authorization");
  }

  private static String remedy(int status, String words) {
    if (unauthorized(status, words)) {
      return CREDENTIALS;
    }
    if (words.contains("timeout")) {
      return "The server's query timeout is shorter than a partition takes: lower"
          + " telemetry.influx.rows-per-partition, or raise query-timeout on the server.";
    }
    if (words.contains("max-concurrent-queries")) {
      return "Lower telemetry.influx.max-concurrent-queries, or try again when others have ended.";
    }
    if (words.contains("max-select")) {
      return "A limit of the server: lower telemetry.influx.rows-per-partition, shorten --window,"
          + " or raise the limit.";
    }
    if (status == 413) {
      return "Lower the size of a batch, or raise max-body-size on the server.";
    }
    if (status == 404 || MISSING.stream().anyMatch(words::contains)) {
      return "Check the path of the URI: /<database> of 1.x, /<organisation>/<bucket> of 2.x.";
    }
    boolean busy = BUSY.stream().anyMatch(words::contains);
    return status >= 500 || status == 429 || busy
        ? "Look into the server's log, and try again."
        : "Check the server's version and the URI.";
  }

  /** The sentence in a JSON refusal; HTML is named as such. */
  static String words(String body) {
    String text = body.strip();
    if (text.startsWith("<")) {
      return "it answers HTML: a proxy, or no InfluxDB server";
    }
    try {
      JsonNode tree = Json.mapper().readTree(text);
      for (String key : List.of("/error", "/message", "/results/0/error")) {
        if (tree != null && tree.at(key).isTextual()) {
          return tree.at(key).asText();
        }
      }
    } catch (JsonProcessingException e) {
      // No JSON: the text speaks for itself.
    }
    // A refusal in MessagePack: a map of one text.
    String plain = text.replaceFirst("(?s)^\\P{Print}*error\\P{Print}+.?(?=error )", "").strip();
    return plain.isEmpty() ? NO_WORDS : plain.substring(0, Math.min(plain.length(), 300));
  }

  static WiresmithException stranger(InfluxLocation location, int status) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "%s answers %d to /ping and names no version: it is no InfluxDB server. Check host and port."
            .formatted(location, status));
  }

  static WiresmithException broken(
      InfluxLocation location, InfluxTimeouts timeouts, IOException cause) {
    return TlsFailure.of(location, "WIRESMITH_INFLUX_CA_FILE", cause)
        .orElseGet(
            () ->
                new WiresmithException(
                    ErrorCode.DEPENDENCY_DOWN,
                    "%s %s. Check host, port and http or https, and that the server runs, then try again."
                        .formatted(location, found(timeouts, cause)),
                    cause));
  }

  private static String found(InfluxTimeouts timeouts, IOException cause) {
    if (cause instanceof ConnectException) {
      return "does not listen";
    }
    if (cause instanceof UnknownHostException) {
      return "has an unknown host";
    }
    if (cause instanceof ProtocolException) {
      return String.valueOf(cause.getMessage());
    }
    return cause instanceof SocketTimeoutException
        ? "is silent (%s; waits %d ms to connect, %d ms for a byte)"
            .formatted(
                cause.getMessage(), timeouts.connect().toMillis(), timeouts.silence().toMillis())
        : "broke off: " + cause;
  }
}
