package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.onnx.TestingDetector;
import io.wiresmith.serving.TestingClock;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.fields.FieldsRules;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.model.ModelSlot;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.RegistryModelSource;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.model.ServedSlot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The path {@code /api/fields/detect} of a real server with a graph that really decodes. */
@Timeout(120)
class DetectTest {
  private static final ModelKey FIELDS = ModelKey.of(ModelId.FIELDS);

  private final TestingClock clock = new TestingClock();
  private final ServingMetrics metrics = new ServingMetrics(clock);
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir Path directory;
  private TestingRegistry registry;
  private ModelSlot slot;
  private InferenceServer server;

  @BeforeEach
  void start() {
    registry = TestingRegistry.in(directory);
    slot =
        new ModelSlot(
            ModelRef.champion(FIELDS),
            ModelSupply.of(new RegistryModelSource(registry.open())),
            metrics,
            clock);
    Served served = new ServedSlot(slot, Optional.of(new FieldsRules()));
    metrics.watch(List.of(served), List.of(slot));
    ServerSettings it = TestingServer.SETTINGS;
    server =
        InferenceServer.start(
            new ServerSettings(
                it.host(),
                0,
                it.token(),
                Duration.ofSeconds(30),
                it.bodyTimeout(),
                it.maxBody(),
                it.limits()),
            List.of(served),
            metrics);
  }

  @AfterEach
  void end() throws InterruptedException {
    slot.close(Duration.ofSeconds(5));
    server.close();
  }

  private void publish() {
    registry.publish(new TestingDetector(12)::write);
    slot.refresh();
  }

  private HttpResponse<byte[]> post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofByteArray());
  }

  private JsonNode detect(String body) throws Exception {
    HttpResponse<byte[]> response = post("/api/fields/detect", body);
    assertThat(response.statusCode()).as(new String(response.body())).isEqualTo(200);
    return TestingRequests.json(response.body());
  }

  private void refused(String body, String why) throws Exception {
    HttpResponse<byte[]> response = post("/api/fields/detect", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(TestingRequests.json(response.body()).path("error").asText()).contains(why);
  }

  private static String fields(JsonNode message) {
    return Stream.of(message.path("fields"))
        .flatMap(it -> IntStream.range(0, it.size()).mapToObj(it::get))
        .map(it -> it.path("start") + "-" + it.path("end") + " " + it.path("type").asText())
        .collect(Collectors.joining(", "));
  }

  @Test
  void aMessageInHexOrBase64IsAnsweredWithItsFields() throws Exception {
    publish();
    for (String body : new String[] {"{\"hex\":\"0001486900\"}", "{\"base64\":\"AAFIaQA=\"}"}) {
      JsonNode answer = detect(body);
      assertThat(answer.path("model_name").asText()).isEqualTo("fields");
      assertThat(answer.path("model_version").asText()).isEqualTo("1");
      assertThat(answer.path("length").asInt()).isEqualTo(5);
      assertThat(fields(answer)).isEqualTo("0-1 integer, 1-2 integer, 2-4 string, 4-5 integer");
      assertThat(answer.at("/fields/0/confidence").asDouble()).isBetween(0.9, 1.0);
    }
  }

  @Test
  void aListIsAnsweredInItsOrder() throws Exception {
    publish();
    JsonNode answer = detect("[{\"hex\":\"486900\"},{\"base64\":\"AA==\"}]");

    assertThat(answer.path("messages").size()).isEqualTo(2);
    assertThat(fields(answer.at("/messages/0"))).isEqualTo("0-2 string, 2-3 integer");
    assertThat(fields(answer.at("/messages/1"))).isEqualTo("0-1 integer");
  }

  @Test
  void manyLongMessagesAreAnsweredAsEachAlone() throws Exception {
    publish();
    List<String> hex =
        IntStream.range(0, 64)
            .mapToObj(i -> "00" + "41".repeat(1 + (i * 97) % 1400) + "0102".repeat(i % 5))
            .toList();
    JsonNode together =
        detect(
            hex.stream()
                .map(it -> "{\"hex\":\"" + it + "\"}")
                .collect(Collectors.joining(",", "[", "]")));
    for (int i = 0; i < 64; i += 7) {
      JsonNode alone = detect("{\"hex\":\"" + hex.get(i) + "\"}");
      assertThat(fields(together.at("/messages/" + i))).isEqualTo(fields(alone));
      assertThat(together.at("/messages/" + i + "/length")).isEqualTo(alone.path("length"));
    }
  }

  @Test
  void whatIsNoMessageIsRefusedByItsPlace() throws Exception {
    publish();
    refused("{\"hex\":\"00zz\"}", "hex has no hexadecimal digit as its character 3");
    refused("{\"hex\":\"000\"}", "hex has 3 digits; required are two a byte");
    refused("[{\"hex\":\"00\"},{\"base64\":\"?\"}]", "[1].base64 is no base64");
    refused("{\"hex\":\"\"}", "hex is empty");
    refused("{\"hex\":\"" + "00".repeat(1501) + "\"}", "hex has 1501 bytes; at most 1500");
    refused("{\"hex\":\"" + "00".repeat(65_535) + "\"}", "hex has 65535 bytes; at most 1500");
    refused("{\"hexx\":\"00\"}", "is no {\"hex\": \"...\"}");
    refused("{\"hex\":\"00\",\"base64\":\"AA==\"}", "hex has another key beside it");
    refused("{\"hex\":7}", "hex is no text");
    refused("[]", "The list is empty");
    refused("[[]]", "[0] is no {\"hex\"");
    refused("\"00\"", "The body is no {\"hex\"");
    refused("{\"hex\":\"00\"} {}", "goes on after its end");
    refused("{\"hex\":\"00", "no valid JSON");
    refused("{}", "hex is missing");
    refused(
        IntStream.range(0, 65)
            .mapToObj(i -> "{\"hex\":\"00\"}")
            .collect(Collectors.joining(",", "[", "]")),
        "more than 64 messages");
  }

  @Test
  void theInferencePathTakesNoLongerMessages() throws Exception {
    publish();
    String request =
        "{\"inputs\":[{\"name\":\"bytes\",\"shape\":[1,%d],\"datatype\":\"UINT8\",\"data\":[%s]},{\"name\":\"lengths\",\"shape\":[1],\"datatype\":\"INT64\",\"data\":[%d]}]}";
    HttpResponse<byte[]> tooLong =
        post("/v2/models/fields/infer", request.formatted(1501, "0,".repeat(1500) + "0", 1501));
    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(new String(tooLong.body())).contains("messages of 1501 bytes; at most 1500");
    HttpResponse<byte[]> wrong = post("/v2/models/fields/infer", request.formatted(2, "0,0", 3));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(new String(wrong.body())).contains("'lengths'");
    assertThat(post("/v2/models/fields/infer", request.formatted(2, "0,0", 2)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void withoutAModelRulesAnswerAndSaySo() throws Exception {
    JsonNode answer = detect("{\"hex\":\"000102\"}");

    assertThat(answer.path("model_version").asText()).isEqualTo("fallback");
    assertThat(answer.at("/parameters/fallback").asBoolean()).isTrue();
    assertThat(fields(answer)).isEqualTo("0-2 bytes, 2-3 bytes");
  }

  @Test
  void thePathTakesPostAndJsonAlone() throws IOException, InterruptedException {
    URI path = URI.create("http://127.0.0.1:" + server.port() + "/api/fields/detect");
    HttpResponse<byte[]> get =
        client.send(HttpRequest.newBuilder(path).build(), BodyHandlers.ofByteArray());
    assertThat(get.statusCode()).isEqualTo(405);
    assertThat(get.headers().firstValue("Allow")).contains("POST");
    HttpResponse<byte[]> form =
        client.send(
            HttpRequest.newBuilder(path)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("00"))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(form.statusCode()).isEqualTo(415);
  }
}
