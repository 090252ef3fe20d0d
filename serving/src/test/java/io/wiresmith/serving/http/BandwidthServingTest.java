package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.bandwidth.LinkMode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.onnx.TestingForecaster;
import io.wiresmith.serving.TestingClock;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.bandwidth.HybridForecast;
import io.wiresmith.serving.bandwidth.HybridRules;
import io.wiresmith.serving.bandwidth.LinkMemory;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.model.ModelSlot;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.RegistryModelSource;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.model.ServedEnsemble;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The model {@code bandwidth} over HTTP, its parts real graphs of a real registry. */
@Timeout(120)
class BandwidthServingTest {
  private static final ModelKey WHOLE = ModelKey.of(ModelId.BANDWIDTH);

  private final TestingClock clock = new TestingClock();
  private final ServingMetrics metrics = new ServingMetrics(clock);
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<ModelSlot> slots = new ArrayList<>();
  @TempDir Path directory;
  private TestingRegistry registry;
  private InferenceServer server;

  @BeforeEach
  void start() {
    registry = TestingRegistry.in(directory);
    ModelSupply supply = ModelSupply.of(new RegistryModelSource(registry.open()));
    for (ModelKey key : ModelId.BANDWIDTH.keys()) {
      slots.add(new ModelSlot(ModelRef.champion(key), supply, metrics, clock));
    }
    Served whole =
        new ServedEnsemble(
            WHOLE,
            slots,
            new HybridForecast(LinkMemory.DEFAULT, clock, metrics.forecasts()),
            Optional.of(new HybridRules()));
    metrics.watch(List.of(whole), slots);
    server = InferenceServer.start(TestingServer.SETTINGS, List.of(whole), metrics);
  }

  @AfterEach
  void end() throws InterruptedException {
    for (ModelSlot slot : slots) {
      slot.close(Duration.ofSeconds(5));
    }
    server.close();
  }

  private void publish(LinkMode mode) {
    float factor = mode == LinkMode.DATACENTER ? 1 : 2;
    registry.publish(new TestingForecaster(mode, factor, .5f)::write);
    slots.forEach(ModelSlot::refresh);
  }

  private void publishBoth() {
    publish(LinkMode.DATACENTER);
    publish(LinkMode.INTERNET);
  }

  @Test
  void bothPartsAnswerAndTheirVersionsAreNamed() throws Exception {
    publishBoth();
    publish(LinkMode.INTERNET);
    JsonNode answer = json(infer("bandwidth", request("a", .3, .05, 10, 20, 30)));
    assertThat(answer.path("model_name").asText()).isEqualTo("bandwidth");
    assertThat(answer.path("model_version").asText()).isEqualTo("datacenter-1_internet-2");
    JsonNode parameters = answer.path("parameters");
    assertThat(parameters.path("wiresmith.datacenter.number").asText()).isEqualTo("1");
    assertThat(parameters.path("wiresmith.internet.number").asText()).isEqualTo("2");
    assertThat(parameters.path("wiresmith.internet.sha256").asText()).hasSize(64);
    assertThat(parameters.has("wiresmith.missing")).isFalse();
    assertThat(text(answer, "mode")).isEqualTo("datacenter");
    assertThat(number(answer, "forecast_mbps")).isEqualTo(30);
    assertThat(number(answer, "internet_forecast_mbps")).isEqualTo(60);
    assertThat(number(answer, "weight_datacenter")).isEqualTo(1);
  }

  @Test
  void itIsDescribedAsOtherModelsAre() throws Exception {
    publishBoth();
    JsonNode model = json(get("/v2/models/wiresmith-bandwidth"));
    assertThat(model.path("platform").asText()).isEqualTo("ensemble");
    assertThat(model.path("versions").path(0).asText()).isEqualTo("datacenter-1_internet-1");
    assertThat(names(model.path("inputs")))
        .containsExactly("throughput_mbps", "rtt_ms", "jitter_ms", "link");
    assertThat(names(model.path("outputs"))).hasSize(15).contains("mode", "weight_internet");
    assertThat(model.path("inputs").path(3).at("/parameters/optional").asBoolean()).isTrue();
    assertThat(model.at("/parameters/wiresmith.datacenter.source").asText()).isEqualTo("registry");
    String versioned = "/v2/models/bandwidth/versions/datacenter-1_internet-1";
    assertThat(get(versioned).statusCode()).isEqualTo(200);
    assertThat(get(versioned + "/ready").statusCode()).isEqualTo(200);
    assertThat(infer("bandwidth/versions/datacenter-1_internet-1", one()).statusCode())
        .isEqualTo(200);
    assertThat(infer("bandwidth/versions/1", one()).statusCode()).isEqualTo(404);
    assertThat(json(get("/v2/health/ready")).at("/sources/bandwidth").asText())
        .isEqualTo("registry");
    assertThat(json(get("/v2/models/other")).path("error").asText()).contains("bandwidth");
  }

  @Test
  void onePartAloneAnswersAndSaysThatTheOtherIsMissing() throws Exception {
    publish(LinkMode.INTERNET);
    JsonNode answer = json(infer("bandwidth", request("a", .3, .05, 10, 20, 30)));
    assertThat(answer.path("model_version").asText()).isEqualTo("internet-1");
    assertThat(answer.at("/parameters/wiresmith.missing").asText())
        .isEqualTo("bandwidth-datacenter");
    assertThat(number(answer, "forecast_mbps")).isEqualTo(60);
    assertThat(data(answer, "datacenter_forecast_mbps").isNull()).isTrue();
    assertThat(get("/v2/models/bandwidth/ready").statusCode()).isEqualTo(200);
    assertThat(
            json(get("/v2/models/bandwidth"))
                .at("/parameters/wiresmith.datacenter.waiting")
                .asText())
        .contains("no such version");
  }

  @Test
  void rulesAnswerWhereNeitherIsThere() throws Exception {
    slots.forEach(ModelSlot::refresh);
    JsonNode answer = json(infer("bandwidth", request("a", 60, 12, 10, 20, 30)));
    assertThat(answer.path("model_version").asText()).isEqualTo("fallback");
    assertThat(answer.at("/parameters/reason").asText()).contains("datacenter:", "internet:");
    assertThat(text(answer, "mode")).isEqualTo("internet");
    assertThat(answer.path("outputs")).hasSize(15);
    assertThat(get("/v2/health/ready").statusCode()).isEqualTo(503);
    assertThat(get("/v2/models/bandwidth/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void whatIsMissingIsNullOrLeftOut() throws Exception {
    publishBoth();
    ObjectNode bare = request("a", .3, .05, 10, 20, 30);
    ArrayNode inputs = (ArrayNode) bare.path("inputs");
    inputs.remove(3);
    inputs.remove(2);
    inputs.remove(1);
    assertThat(text(json(infer("bandwidth", bare)), "mode")).isEqualTo("hybrid");
    ObjectNode unknown = request("a", .3, .05, 10, 20, 30);
    ((ArrayNode) unknown.at("/inputs/1/data")).setNull(0);
    ((ArrayNode) unknown.at("/inputs/2/data")).setNull(0);
    ((ArrayNode) unknown.at("/inputs/0/data/0")).setNull(1);
    assertThat(text(json(infer("bandwidth", unknown)), "mode")).isEqualTo("hybrid");
    HttpResponse<byte[]> refused = infer("bandwidth", request("x".repeat(200), 1, 1, 1, 2));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("error").asText()).contains("link").doesNotContain("xxx");
  }

  @Test
  void aLinkThatMovesToAMobileNetworkSwitchesOnceAndItsErrorsAreCounted() throws Exception {
    publishBoth();
    Random random = new Random(3);
    double[] history = new double[20];
    List<String> modes = new ArrayList<>();
    for (int step = -20; step < 80; step++) {
      boolean mobile = step >= 40;
      System.arraycopy(history, 1, history, 0, 19);
      history[19] = mobile ? 40 * Math.exp(.5 * random.nextGaussian()) : 900 + random.nextDouble();
      if (step >= 0) {
        ObjectNode request = request("phone", mobile ? 60 : .3, mobile ? 12 : .05, history);
        modes.add(text(json(infer("bandwidth", request)), "mode"));
        clock.move(Duration.ofSeconds(1));
      }
    }
    assertThat(IntStream.range(1, 80).filter(i -> !modes.get(i).equals(modes.get(i - 1))))
        .hasSize(1);
    assertThat(modes.get(0) + " " + modes.get(79)).isEqualTo("datacenter internet");
    awaitCounted();
    String scraped = metrics.scrape();
    assertThat(scraped)
        .contains("wiresmith_serving_mode_switches_total{mode=\"internet\"} 1.0")
        .contains("wiresmith_serving_mode_switches_total{mode=\"datacenter\"} 0")
        .contains("wiresmith_serving_links 1")
        .contains("wiresmith_serving_model_ready{model=\"bandwidth\"} 1")
        .contains("wiresmith_serving_model_ready{model=\"bandwidth-internet\"} 1");
    assertThat(count(scraped, "forecast_confidence_ratio_count", "datacenter")).isBetween(40., 50.);
    assertThat(count(scraped, "forecast_error_ratio_count", "datacenter")).isBetween(40., 50.);
    assertThat(count(scraped, "forecast_error_ratio_count", "datacenter"))
        .isEqualTo(79 - count(scraped, "forecast_error_ratio_count", "internet"));
    assertThat(scraped)
        .containsPattern(
            "mode_request_duration_seconds_count\\{mode=\"datacenter\",model=\"bandwidth\"} [45]")
        .containsPattern("forecast_error_ratio_bucket\\{mode=\"datacenter\",le=\"0.2\"} [34]");
  }

  @Test
  void requestsThatComeTogetherAreAnsweredEachWithItsOwnLink() throws Exception {
    publishBoth();
    List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      double[] history = new double[3 + i % 3];
      java.util.Arrays.fill(history, i);
      boolean far = i % 2 == 0;
      answers.add(
          client.sendAsync(
              post("bandwidth", request("link-" + i, far ? 60 : .3, far ? 12 : .05, history)),
              BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < 200; i++) {
      JsonNode answer = json(answers.get(i).join());
      assertThat(number(answer, "forecast_mbps")).isEqualTo(i % 2 == 0 ? 2 * i : i);
    }
    assertThat(metrics.scrape()).contains("wiresmith_serving_links 200");
  }

  @Test
  void asManyRowsOfSixtyStepsAsARequestMayHaveAreAnswered() throws Exception {
    publishBoth();
    int rows = TestingServer.SETTINGS.limits().maxRows();
    ObjectNode request = Json.mapper().createObjectNode();
    ObjectNode input = input(request.putArray("inputs"), "throughput_mbps", "FP32");
    ((ArrayNode) input.path("shape")).removeAll().add(rows).add(60);
    ArrayNode data = input.putArray("data");
    for (int row = 0; row < rows; row++) {
      ArrayNode history = data.addArray();
      for (int step = 0; step < 60; step++) {
        history.add(row % 9 + 1);
      }
    }
    JsonNode answer = json(infer("bandwidth", request));
    assertThat(answer.at("/outputs/0/data")).as(answer.path("error").asText()).hasSize(rows);
  }

  /** The client may have its answer before the server has counted it. */
  private void awaitCounted() {
    Eventually.holds("all is counted", Duration.ofSeconds(30), () -> metrics.inFlight() == 0);
  }

  private static double count(String scraped, String name, String mode) {
    String line = "wiresmith_serving_" + name + "{mode=\"" + mode + "\"} ";
    return scraped
        .lines()
        .filter(it -> it.startsWith(line))
        .mapToDouble(it -> Double.parseDouble(it.substring(line.length())))
        .sum();
  }

  private static ObjectNode one() {
    return request("a", .3, .05, 10, 20, 30);
  }

  private static ObjectNode request(String link, double rtt, double jitter, double... history) {
    ObjectNode request = Json.mapper().createObjectNode();
    ArrayNode inputs = request.putArray("inputs");
    ArrayNode values = input(inputs, "throughput_mbps", "FP32").putArray("data").addArray();
    for (double value : history) {
      values.add(value);
    }
    ((ObjectNode) inputs.path(0)).putArray("shape").add(1).add(history.length);
    input(inputs, "rtt_ms", "FP32").putArray("data").add(rtt);
    input(inputs, "jitter_ms", "FP32").putArray("data").add(jitter);
    input(inputs, "link", "BYTES").putArray("data").add(link);
    return request;
  }

  private static ObjectNode input(ArrayNode inputs, String name, String datatype) {
    ObjectNode input = inputs.addObject().put("name", name).put("datatype", datatype);
    input.putArray("shape").add(1);
    return input;
  }

  private HttpRequest post(String model, ObjectNode request) {
    return at("/v2/models/" + model + "/infer")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(request.toString()))
        .build();
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<byte[]> infer(String model, ObjectNode request)
      throws IOException, InterruptedException {
    return client.send(post(model, request), BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(at(path).build(), BodyHandlers.ofByteArray());
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    return TestingRequests.json(response.body());
  }

  private static List<String> names(JsonNode tensors) {
    List<String> names = new ArrayList<>();
    tensors.forEach(it -> names.add(it.path("name").asText()));
    return names;
  }

  private static JsonNode data(JsonNode answer, String name) {
    for (JsonNode output : answer.path("outputs")) {
      if (output.path("name").asText().equals(name)) {
        return output.path("data").path(0);
      }
    }
    throw new AssertionError(name + " is not in " + answer);
  }

  private static double number(JsonNode answer, String name) {
    return data(answer, name).asDouble();
  }

  private static String text(JsonNode answer, String name) {
    return data(answer, name).asText();
  }
}
