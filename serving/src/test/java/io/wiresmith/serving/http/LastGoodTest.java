package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.cache.DiskCache;
import io.wiresmith.serving.model.ArtifactProof;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.RegistryModelSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose registry is away, and what it kept. */
class LastGoodTest {
  private static final String BODY = TestingRequests.of(1).toString();
  private static final InstantSource THEN =
      InstantSource.fixed(Instant.parse("2026-11-15T12:00:00Z"));

  @TempDir Path directory;
  private TestingRegistry registry;
  private DiskCache cache;

  @BeforeEach
  void open() {
    registry = TestingRegistry.in(directory);
    cache = new DiskCache(directory.resolve("cache"), registry.open().location(), THEN);
  }

  private ModelSupply supply() {
    return new ModelSupply(
        new RegistryModelSource(registry.open()), new ArtifactProof(SignatureRule.OFF), cache);
  }

  private TestingServer start() {
    return TestingServer.start(TestingServer.SETTINGS, supply());
  }

  private Path away() throws IOException {
    return Files.move(registry.root(), directory.resolve("away"));
  }

  /** A server served version 1, and ended; then its registry went away. */
  private void serveOnceAndLoseTheRegistry() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = start()) {
      assertThat(version(server)).isEqualTo("1");
      assertThat(metrics(server)).contains(cache("stored", 1));
    }
    away();
  }

  @Test
  void startsFromTheLastGoodVersionAndSaysSoEverywhere() throws Exception {
    serveOnceAndLoseTheRegistry();

    try (TestingServer server = start()) {
      assertThat(version(server)).isEqualTo("1");
      assertThat(text(server.get("/v2/health/ready")))
          .isEqualTo("{\"ready\":true,\"sources\":{\"compression\":\"cache\"}}");
      assertThat(text(server.get("/v2/models/compression/ready"))).contains("\"source\":\"cache\"");
      JsonNode parameters = parameters(server);
      assertThat(parameters.path("wiresmith.source").asText()).isEqualTo("cache");
      assertThat(parameters.path("wiresmith.cached_at").asText()).isEqualTo(THEN.instant() + "");
      assertThat(parameters.path("wiresmith.waiting").asText()).contains("no such version");
      assertThat(parameters.has("wiresmith.registry_answered_at")).isFalse();
      assertThat(metrics(server))
          .contains(
              "wiresmith_serving_from_cache{model=\"compression\"} 1",
              cache("served", 1),
              "wiresmith_serving_cache_age_seconds{model=\"compression\"} ",
              "wiresmith_serving_registry_answer_age_seconds{model=\"compression\"} ");
    }
  }

  @Test
  void goesBackToTheRegistryWithoutASwapWhereItNamesTheSameVersion() throws Exception {
    serveOnceAndLoseTheRegistry();

    try (TestingServer server = start()) {
      Files.move(directory.resolve("away"), registry.root());
      assertThat(server.slot.refresh()).isTrue();

      JsonNode parameters = parameters(server);
      assertThat(parameters.path("wiresmith.source").asText()).isEqualTo("registry");
      assertThat(parameters.has("wiresmith.cached_at")).isFalse();
      assertThat(parameters.has("wiresmith.registry_answered_at")).isTrue();
      assertThat(metrics(server))
          .contains(
              "wiresmith_serving_from_cache{model=\"compression\"} 0",
              "wiresmith_serving_swaps_total{model=\"compression\",outcome=\"success\"} 1")
          .doesNotContain("wiresmith_serving_cache_age_seconds{");
    }
  }

  @Test
  void takesTheRegistrysNewVersionWhenItIsBack() throws Exception {
    serveOnceAndLoseTheRegistry();

    try (TestingServer server = start()) {
      Files.move(directory.resolve("away"), registry.root());
      registry.publish(TestingArtifact.sound().withBias(1));
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("2");
      assertThat(parameters(server).path("wiresmith.source").asText()).isEqualTo("registry");
    }
    AtomicFiles.deleteTree(registry.root());
    try (TestingServer server = start()) {
      assertThat(version(server)).isEqualTo("2");
    }
  }

  @Test
  void aDamagedCacheIsReportedOnceAndNeverServedAndMended() throws Exception {
    serveOnceAndLoseTheRegistry();
    Path model = model();
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);

    try (TestingServer server = TestingServer.withRules(supply())) {
      server.slot.refresh();
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("fallback");
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(503);
      assertThat(metrics(server)).contains(cache("damaged", 1));
      assertThat(parameters(server).path("wiresmith.source").asText()).isEqualTo("none");

      Files.move(directory.resolve("away"), registry.root());
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("1");
    }
    AtomicFiles.deleteTree(registry.root());
    try (TestingServer server = start()) {
      assertThat(version(server)).isEqualTo("1");
    }
  }

  private Path model() throws IOException {
    try (var files = Files.walk(directory.resolve("cache"))) {
      return files.filter(file -> file.endsWith("model.onnx")).findFirst().orElseThrow();
    }
  }

  @Test
  void aVersionOfTheCacheThatFailsItsVectorsIsNotServed() throws Exception {
    registry.publish(TestingArtifact.sound().withFailingVector());
    RegistryModelSource source = new RegistryModelSource(registry.open());
    var version = source.resolve(TestingServer.CHAMPION);
    cache.keep(
        TestingServer.CHAMPION, version, source.fetch(TestingServer.CHAMPION.key(), version));
    away();

    try (TestingServer server = start()) {
      assertThat(server.send(server.infer(BODY)).statusCode()).isEqualTo(503);
      assertThat(metrics(server)).contains(cache("damaged", 1));
    }
  }

  @Test
  void aCacheThatCannotBeWrittenStopsNothing() throws Exception {
    Files.writeString(directory.resolve("cache"), "a file where the cache should be");
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = start()) {
      assertThat(version(server)).isEqualTo("1");
      assertThat(metrics(server)).contains(cache("unusable", 1));
      registry.publish(TestingArtifact.sound().withBias(1));
      server.slot.refresh();
      assertThat(version(server)).isEqualTo("2");
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aStartWithAnAlteredChampionServesTheLastGoodOneAndNamesTheRefused() throws Exception {
    registry.publish(TestingArtifact.sound());
    try (TestingServer server = start()) {
      assertThat(version(server)).isEqualTo("1");
    }
    registry.publish(TestingArtifact.sound().withBias(1));
    registry.spoil(2);

    try (TestingServer server = start()) {
      for (int look = 0; look < 3; look++) {
        server.slot.refresh();
        assertThat(version(server)).isEqualTo("1");
        JsonNode parameters = parameters(server);
        assertThat(parameters.path("wiresmith.source").asText()).isEqualTo("cache");
        assertThat(parameters.path("wiresmith.refused_version").asText()).isEqualTo("2");
        assertThat(parameters.path("wiresmith.refused_code").asText()).isEqualTo("DIGEST_MISMATCH");
        assertThat(parameters.path("wiresmith.refused").asText())
            .doesNotContain(directory.toString());
      }
      assertThat(metrics(server))
          .contains(
              "wiresmith_serving_refusals_total{model=\"compression\",reason=\"digest_mismatch\"} 1");
    }
  }

  private static String cache(String outcome, int times) {
    return "wiresmith_serving_cache_total{model=\"compression\",outcome=\"%s\"} %d"
        .formatted(outcome, times);
  }

  private static String metrics(TestingServer server) throws Exception {
    return text(server.get("/metrics"));
  }

  private static JsonNode parameters(TestingServer server) throws Exception {
    return server.json(server.get("/v2/models/compression")).path("parameters");
  }

  private static String version(TestingServer server) throws Exception {
    HttpResponse<byte[]> response = server.send(server.infer(BODY));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    return server.json(response).path("model_version").asText();
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
