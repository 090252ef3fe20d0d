package io.wiresmith.jobs.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks {@code /api/fields/detect} of a server, one message at a time. */
final class DetectClient {
  private static final String PATH = "/api/fields/detect";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHOWN = 200;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI location;
  private final Optional<String> token;

  DetectClient(URI server, Optional<String> token) {
    this.location = URI.create(server.toString().replaceFirst("/+$", "") + PATH);
    this.token = token;
  }

  /**
   * An answer.
   *
   * @param took from the request to the whole answer
   * @param status HTTP status; the rest counts only for 200
   * @param version the model that answered
   * @param fallback whether rules answered in its place
   * @param fields what was found
   */
  record Answered(
      Duration took, int status, String version, boolean fallback, List<Field> fields) {}

  /**
   * Asks for the fields of a message.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the server does not answer, {@code USAGE}
   *     if it answers that it does not know the path, the model or the token
   */
  Answered ask(byte[] message) {
    String body = Json.line(Map.of("hex", HexFormat.of().formatHex(message)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(location)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    long begin = System.nanoTime();
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return answered(took, response, message.length);
    } catch (IOException e) {
      throw down("does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw down("was not waited for: interrupted", e);
    }
  }

  private WiresmithException down(String what, Exception cause) {
    return new WiresmithException(
        ErrorCode.DEPENDENCY_DOWN,
        "%s %s. Start the server, or name another by --server.".formatted(location, what),
        cause);
  }

  private Answered answered(Duration took, HttpResponse<byte[]> response, int length) {
    int status = response.statusCode();
    if (status == 401 || status == 404 || status == 405) {
      String said = new String(response.body(), StandardCharsets.UTF_8);
      throw new WiresmithException(
          ErrorCode.USAGE,
          "%s answers %d: %s Name a server of fields by --server, and its --token-file if it has one."
              .formatted(location, status, said.substring(0, Math.min(SHOWN, said.length()))));
    }
    if (status != 200) {
      return new Answered(took, status, "", false, List.of());
    }
    JsonNode answer = Json.parse(response.body(), JsonNode.class, location.toString());
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : answer.path("fields")) {
      fields.add(
          new Field(
              field.path("start").asInt(),
              field.path("end").asInt(),
              FieldType.of(field.path("type").asText())));
    }
    return new Answered(
        took,
        status,
        answer.path("model_version").asText(),
        answer.path("parameters").path("fallback").asBoolean(),
        FieldList.covering(length, fields));
  }
}
