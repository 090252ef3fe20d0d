package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detector on the loopback that answers what the test tells it to, over real HTTP. */
class MonitorCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> fields = new ConcurrentHashMap<>();
  @TempDir Path directory;
  private HttpServer server = none();
  private int status = 200;
  private Consumer<ObjectNode> change = it -> {};
  private String authorization = "";

  private static HttpServer none() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.createContext("/api/fields/detect", this::answer);
    server.start();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String hex = "00%02x00000006%02x03010000000a".formatted(i, i);
      String truth = "[[0,2,\"integer\"],[2,4,\"integer\"],[4,6,\"integer\"],[6,13,\"bytes\"]]";
      fields.put(hex, truth);
      lines.append(
          "{\"file\":\"c\",\"frame\":%d,\"proto\":\"modbus\",\"hex\":\"%s\",\"fields\":%s}%n"
              .formatted(i, hex, truth));
    }
    Files.writeString(directory.resolve("reference.jsonl"), lines + "no line\n");
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    authorization = given == null ? "" : given;
    JsonNode request = Json.mapper().readTree(exchange.getRequestBody());
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("model_name", "fields").put("model_version", "3");
    body.putObject("parameters");
    ArrayNode found = body.putArray("fields");
    for (JsonNode one :
        Json.mapper().readTree(fields.getOrDefault(request.path("hex").asText(), "[]"))) {
      found
          .addObject()
          .put("start", one.path(0).asInt())
          .put("end", one.path(1).asInt())
          .put("type", one.path(2).asText())
          .put("confidence", 0.9);
    }
    change.accept(body);
    byte[] bytes = Json.bytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Test
  void aServerThatAnswersWellAndFastIsNoAlarm() {
    JsonNode verdict = monitored(0, "--max-latency-ms", "5000");

    assertThat(verdict.path("verdict").asText()).isEqualTo("ok");
    assertThat(verdict.path("messages").asInt()).isEqualTo(20);
    assertThat(verdict.path("refused").asInt()).isEqualTo(1);
    assertThat(verdict.path("accuracy").asDouble()).isEqualTo(1);
    assertThat(verdict.path("model_versions").path(0).asText()).isEqualTo("3");
    assertThat(verdict.at("/latency_ms/p99").asDouble()).isPositive();
  }

  @Test
  void aSlowOneIsAnAlarm() {
    JsonNode verdict = monitored(10, "--max-latency-ms", "0.000001");

    assertThat(verdict.path("verdict").asText()).isEqualTo("alarm");
    assertThat(verdict.path("reasons").toString()).contains("ms on average; at most 1.0E-6");
  }

  @Test
  void aWrongOneIsAnAlarm() {
    change = it -> ((ArrayNode) it.path("fields")).remove(1);
    JsonNode untyped = monitored(0, "--max-latency-ms", "5000");
    assertThat(untyped.path("type_accuracy").asDouble()).isEqualTo(0.75);

    change = it -> ((ArrayNode) it.path("fields")).removeAll();
    JsonNode nothing = monitored(10, "--max-latency-ms", "5000");
    assertThat(nothing.path("reasons").toString()).contains("F1 of the boundaries is 0.0000");
  }

  @Test
  void rulesInPlaceOfAModelAndFailuresAreAnAlarm() {
    change = it -> ((ObjectNode) it.path("parameters")).put("fallback", true);
    assertThat(monitored(10, "--max-latency-ms", "5000").path("reasons").toString())
        .contains("20 answers are by rules");
    status = 503;
    assertThat(monitored(10, "--max-latency-ms", "5000").path("failed").path("503").asInt())
        .isEqualTo(20);
  }

  @Test
  void aServerThatIsNotThereOrRefusesIsToldApart() {
    status = 404;
    assertThat(monitor()).isEqualTo(2);
    assertThat(err.toString()).contains("answers 404:");
    server.stop(0);
    assertThat(monitor()).isEqualTo(75);
    assertThat(err.toString()).contains("does not answer");
    assertThat(execute("monitor", "bandwidth", "--server", "http://x", "--reference", "y"))
        .isEqualTo(2);
    assertThat(execute("monitor", "fields", "--server", "x", "--reference", "y")).isEqualTo(2);
  }

  @Test
  void theTokenIsSent() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "0123456789abcdef\n");
    monitored(0, "--max-latency-ms", "5000", "--token-file", token.toString());

    assertThat(authorization).isEqualTo("Bearer 0123456789abcdef");
  }

  private JsonNode monitored(int code, String... more) {
    out.getBuffer().setLength(0);
    String[] all = Arrays.copyOf(more, more.length + 2);
    all[more.length] = "-o";
    all[more.length + 1] = "json";
    assertThat(monitor(all)).as(err.toString()).isEqualTo(code);
    return Json.parse(
        out.toString().getBytes(StandardCharsets.UTF_8), JsonNode.class, "the verdict");
  }

  private int monitor(String... more) {
    String[] line = {
      "monitor",
      "fields",
      "--server",
      "http://127.0.0.1:" + server.getAddress().getPort(),
      "--reference",
      directory.resolve("reference.jsonl").toString()
    };
    String[] all = Arrays.copyOf(line, line.length + more.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return execute(all);
  }

  private int execute(String... line) {
    return CommandLineFactory.create(new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(line);
  }
}
