package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.model.ModelPoller;
import io.wiresmith.serving.model.ModelSource;
import io.wiresmith.serving.model.RegistryModelSource;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  private static final String BODY = TestingRequests.of(1).toString();

  @TempDir Path directory;
  private TestingRegistry registry;
  private ModelSource source;

  @BeforeEach
  void open() {
    registry = TestingRegistry.in(directory);
    source = new RegistryModelSource(registry.open());
  }

  @Test
  void answersWithTheChampionsDecision() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      String body = TestingRequests.of(3).put("id", "mine").toString();
      HttpResponse<byte[]> response =
          server.send(server.infer(body).header("X-Request-Id", "trace-1"));
      JsonNode answer = server.json(response);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("X-Request-Id")).contains("trace-1");
      assertThat(answer.path("id").asText()).isEqualTo("mine");
      assertThat(answer.path("model_name").asText()).isEqualTo("compression");
      assertThat(answer.path("model_version").asText()).isEqualTo("1");
      assertThat(answer.at("/parameters/wiresmith.version").asText()).isEqualTo("1.0.0");
      assertThat(answer.at("/parameters/wiresmith.sha256").asText()).hasSize(64);
      assertThat(outputs(answer))
          .containsExactly("decision BYTES [3]", "confidence FP32 [3]", "probabilities FP32 [3,3]");
    }
  }

  @Test
  void givesOnlyTheWantedOutputsAndTakesFlatColumnsAndNull() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      String body =
          TestingRequests.changed(
              r -> {
                r.putArray("outputs").addObject().put("name", "decision");
                TestingRequests.input(r, "rtt_ms").putArray("data").addNull();
                TestingRequests.input(r, "rtt_ms").putArray("shape").add(1);
              });
      for (String name : List.of("compression", "wiresmith-compression")) {
        for (String version : List.of("", "/versions/1")) {
          String path = "/v2/models/" + name + version + "/infer";
          JsonNode answer =
              server.json(
                  server.send(
                      server
                          .request(path)
                          .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body))));
          assertThat(answer.path("model_name").asText()).isEqualTo(name);
          assertThat(outputs(answer)).containsExactly("decision BYTES [1]");
        }
      }
    }
  }

  @Test
  void describesItselfAndItsModels() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      assertThat(server.json(server.get("/v2")).path("name").asText()).isEqualTo("wiresmith");
      JsonNode model = server.json(server.get("/v2/models/compression"));
      assertThat(model.path("versions").toString()).isEqualTo("[\"1\"]");
      assertThat(model.at("/inputs/0").toString())
          .isEqualTo("{\"datatype\":\"FP32\",\"name\":\"rtt_ms\",\"shape\":[-1,1]}");
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/v2/models/compression/versions/1/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void swapsUnderLoadWithoutAFailedRequest() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source);
        ModelPoller poller = TestingServer.poller(server.slot, Duration.ofMillis(5))) {
      assertThat(poller).isNotNull();
      Set<String> versions = new TreeSet<>();
      for (int next = 2; next <= 6; next++) {
        CompletableFuture<Void> publishing = publish(next);
        while (!publishing.isDone() || !versions.contains(Integer.toString(next))) {
          List<CompletableFuture<HttpResponse<byte[]>>> burst = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            burst.add(server.sendAsync(server.infer(BODY)));
          }
          for (CompletableFuture<HttpResponse<byte[]>> sent : burst) {
            assertThat(sent.get().statusCode()).isEqualTo(200);
            versions.add(server.json(sent.get()).path("model_version").asText());
          }
        }
        publishing.get();
      }
      assertThat(versions).contains("1", "2", "3", "4", "5", "6");
      assertThat(text(server.get("/metrics")))
          .contains("wiresmith_serving_swaps_total{model=\"compression\",outcome=\"success\"} 6");
    }
  }

  private CompletableFuture<Void> publish(int bias) {
    return CompletableFuture.runAsync(
        () -> registry.publish(TestingArtifact.sound().withBias(bias)));
  }

  @Test
  void keepsTheOldModelWhenTheNewOneFailsItsVectorsAndSaysWhy() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      registry.publish(TestingArtifact.sound().withBias(1).withFailingVector());
      server.slot.refresh();
      server.slot.refresh();
      assertKept(server, "CONFORMANCE_FAILED");

      registry.publish(TestingArtifact.sound().withBias(2));
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("3");
      assertThat(server.json(server.get("/v2/models/compression")).path("parameters").fieldNames())
          .toIterable()
          .doesNotContain("wiresmith.refused");
    }
  }

  @Test
  void keepsTheOldModelWhenAByteOfTheNewOneChanged() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      registry.publish(TestingArtifact.sound().withBias(1));
      registry.spoil(2);
      server.slot.refresh();
      server.slot.refresh();
      assertKept(server, "DIGEST_MISMATCH");
    }
  }

  private void assertKept(TestingServer server, String code) throws Exception {
    assertThat(version(server)).isEqualTo("1");
    assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
    JsonNode model = server.json(server.get("/v2/models/compression"));
    assertThat(model.at("/parameters/wiresmith.refused").asText())
        .contains("Version 2 was refused", code)
        .doesNotContain(directory.toString());
    assertThat(text(server.get("/metrics")))
        .contains("wiresmith_serving_swaps_total{model=\"compression\",outcome=\"refused\"} 1");
  }

  @Test
  void goesOnWhileTheRegistryIsAwayAndFindsItAgain() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      Path away = directory.resolve("away");
      java.nio.file.Files.move(registry.root(), away);
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("1");
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
      java.nio.file.Files.move(away, registry.root());
      registry.publish(TestingArtifact.sound().withBias(1));
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("2");
    }
  }

  @Test
  void answersByRulesAndSaysSoWhileTheRegistryIsEmpty() throws Exception {
    try (TestingServer server = TestingServer.withRules(source)) {
      HttpResponse<byte[]> response = server.send(server.infer(BODY));
      JsonNode answer = server.json(response);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(answer.path("model_version").asText()).isEqualTo("fallback");
      assertThat(answer.at("/parameters/fallback").asBoolean()).isTrue();
      assertThat(answer.at("/parameters/reason").asText()).contains("no such version");
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(503);
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
      assertThat(server.send(server.infer("{}")).statusCode()).isEqualTo(400);
      assertThat(text(server.get("/metrics")))
          .contains("wiresmith_serving_fallback_total{model=\"compression\"} 1");

      registry.publish(TestingArtifact.sound());
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("1");
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void withoutRulesAnEmptyRegistryIs503() throws Exception {
    AtomicFiles.write(registry.root(), "a file where the registry should be");
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      HttpResponse<byte[]> response = server.send(server.infer(BODY));
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  void theScrapeParses() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source)) {
      version(server);
      String scrape = text(server.get("/metrics"));
      assertThat(scrape.lines().filter(line -> !line.startsWith("#")))
          .isNotEmpty()
          .allMatch(
              line ->
                  line.matches(
                      "wiresmith_[a-z_]+(\\{([a-z0-9_]+=\"[^\"]*\",?)*\\})? [-+0-9.eE]+(Inf|NaN)?"));
      assertThat(scrape)
          .contains(
              "wiresmith_serving_requests_total{model=\"compression\",outcome=\"ok\",version=\"1\"}",
              "wiresmith_serving_request_duration_seconds_bucket{model=\"compression\",le=\"0.001\"}",
              "wiresmith_serving_model_age_seconds{model=\"compression\"}",
              "wiresmith_serving_model_loaded{model=\"compression\",semver=\"1.0.0\",sha256=",
              "wiresmith_serving_in_flight_requests 0.0");
    }
  }

  private static String version(TestingServer server) throws Exception {
    HttpResponse<byte[]> response = server.send(server.infer(BODY));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return server.json(response).path("model_version").asText();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static List<String> outputs(JsonNode answer) {
    List<String> outputs = new ArrayList<>();
    for (JsonNode output : answer.path("outputs")) {
      outputs.add(
          output.path("name").asText()
              + " "
              + output.path("datatype").asText()
              + " "
              + output.path("shape"));
    }
    return outputs;
  }
}
