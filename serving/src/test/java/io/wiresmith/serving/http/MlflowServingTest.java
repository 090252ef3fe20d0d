package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.core.telemetry.influx.Tap;
import io.wiresmith.core.telemetry.influx.TapProxy;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.mlflow.MlflowRegistry;
import io.wiresmith.registry.mlflow.TestingMlflow;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.http.TestingGateway.Fault;
import io.wiresmith.serving.model.ModelPoller;
import io.wiresmith.serving.model.ModelSource;
import io.wiresmith.serving.model.RegistryModelSource;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server in front of a real MLflow, and what happens to it. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MlflowServingTest {
  private static final String BODY = TestingRequests.of(1).toString();
  private static final String NAME = "wiresmith-compression";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final List<TestingArtifact> MODELS =
      List.of(
          TestingArtifact.sound(),
          TestingArtifact.sound().withBias(1),
          TestingArtifact.sound().withBias(-1));

  @TempDir Path directory;
  private TestingMlflow mlflow;
  private TestingGateway gateway;
  private TestingRegistry registry;

  @BeforeAll
  void start() {
    mlflow = TestingMlflow.start();
  }

  @BeforeEach
  void empty() {
    mlflow.empty();
    gateway = new TestingGateway(mlflow.port());
    registry = TestingRegistry.of(MlflowRegistry.of(mlflow.uri(), Map.of()), directory);
  }

  @AfterEach
  void closeGateway() {
    gateway.close();
  }

  @AfterAll
  void stop() {
    if (mlflow != null) {
      mlflow.close();
    }
  }

  private static ModelSource source(int port) {
    Duration deadline = Duration.ofMillis(500);
    return new RegistryModelSource(
        MlflowRegistry.polled("http://127.0.0.1:" + port, Map.of(), deadline));
  }

  private TestingServer serve() {
    return TestingServer.start(TestingServer.SETTINGS, source(gateway.port()));
  }

  /** As a reviewer does it in the UI. */
  private void moveChampion(int version) {
    mlflow.send(
        "POST",
        "registered-models/alias",
        Map.of("name", NAME, "alias", ModelRef.CHAMPION, "version", "" + version));
  }

  @Test
  void switchesUnderLoadAndEveryAnswerIsOfOneVersion() {
    switchUnderLoad(4_000, 4);
  }

  @Test
  @Tag("slow")
  void switchesUnderAHundredThousandRequests() {
    switchUnderLoad(100_000, 20);
  }

  private void switchUnderLoad(int requests, int switches) {
    MODELS.forEach(registry::publish);
    TestingServer server = TestingServer.start(TestingServer.SETTINGS, source(mlflow.port()));
    try (server;
        ModelPoller poller = TestingServer.poller(server.slot, OFTEN);
        DecidingClients clients = DecidingClients.start(server.server.port(), 16, MODELS)) {
      assertThat(poller).isNotNull();
      int moved = 0;
      while (clients.asked() < requests || moved < switches) {
        int to = 1 + moved % MODELS.size();
        moveChampion(to);
        moved++;
        long share = Math.min(requests, clients.asked() + requests / switches);
        Eventually.holds(
            "version " + to + " serves, after its share of the load",
            SOON,
            () -> serving(server) == to && clients.asked() >= share);
      }
      assertThat(clients.failures()).isEmpty();
      System.out.printf(
          "%d decisions over 16 connections, %d moves of the alias, 0 failed: %s%n",
          clients.asked(), moved, clients.byVersion());
      assertThat(clients.byVersion()).containsOnlyKeys("1", "2", "3");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int serving(TestingServer server) {
    return server.slot.status().serving().map(it -> it.number()).orElse(0);
  }

  @Test
  void aVersionWithAlteredBytesIsRefusedOnceAndNeverFetchedAgain() throws Exception {
    registry.publish(MODELS.get(0));
    try (TestingServer server = serve()) {
      RegisteredVersion second = registry.publish(MODELS.get(1));
      alter(second);
      gateway.asked();

      server.slot.refresh();
      assertThat(gateway.asked()).hasSizeGreaterThan(7).anyMatch(it -> it.endsWith("model.onnx"));
      for (int look = 0; look < 10; look++) {
        server.slot.refresh();
      }
      assertThat(gateway.asked())
          .hasSize(10)
          .allMatch(it -> it.contains("registered-models/alias?"));

      assertServes(server, "1");
      JsonNode parameters = server.json(server.get("/v2/models/compression")).path("parameters");
      assertThat(parameters.path("wiresmith.refused_version").asText()).isEqualTo("2");
      assertThat(parameters.path("wiresmith.refused").asText())
          .contains("Version 2 was refused: its bytes")
          .doesNotContain(mlflow.uri());
      assertThat(text(server.get("/metrics")))
          .contains(
              "wiresmith_serving_refusals_total{model=\"compression\",reason=\"digest_mismatch\"} 1");

      registry.publish(MODELS.get(2));
      server.slot.refresh();
      assertServes(server, "3");
    }
  }

  private void alter(RegisteredVersion version) throws IOException {
    Path model =
        mlflow.artifacts().resolve(version.tags().get("wiresmith.artifacts")).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
  }

  @Test
  void decisionsGoOnWhenMlflowIsKilledAndItIsFoundAgain() throws Exception {
    registry.publish(MODELS.get(0));
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source(mlflow.port()));
        ModelPoller poller = TestingServer.poller(server.slot, OFTEN);
        DecidingClients clients = DecidingClients.start(server.server.port(), 4, MODELS)) {
      assertThat(poller).isNotNull();
      mlflow.kill();
      Eventually.holds("it is missed", SOON, () -> server.slot.status().waiting().isPresent());
      long before = clients.asked();
      Eventually.holds("decisions go on", SOON, () -> clients.asked() > before + 500);
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);

      mlflow.restart();
      registry.publish(MODELS.get(1));
      Eventually.holds("the new version serves", SOON, () -> serving(server) == 2);
      assertThat(clients.failures()).isEmpty();
    }
  }

  @Test
  void whateverTheRegistryAnswersDecisionsGoOn() throws Exception {
    registry.publish(MODELS.get(0));
    try (TestingServer server = serve();
        ModelPoller poller = TestingServer.poller(server.slot, OFTEN);
        DecidingClients clients = DecidingClients.start(server.server.port(), 4, MODELS)) {
      assertThat(poller).isNotNull();
      int threads = Thread.getAllStackTraces().size();
      for (Fault fault : faults()) {
        gateway.fail(fault);
        gateway.asked();
        int[] looks = {0};
        Eventually.holds(
            "it was asked ten times under " + fault,
            SOON,
            () -> (looks[0] += gateway.asked().size()) >= 10);
        assertThat(server.get("/v2/health/ready").statusCode()).as("%s", fault).isEqualTo(200);
        assertServes(server, "1");
        gateway.heal();
        Eventually.holds("it is found again", SOON, () -> sound(server));
      }
      assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 10);
      assertThat(clients.failures()).isEmpty();
      registry.publish(MODELS.get(1));
      Eventually.holds("the new version serves", SOON, () -> serving(server) == 2);
    }
  }

  private static boolean sound(TestingServer server) {
    return server.slot.status().waiting().isEmpty() && server.slot.status().refused().isEmpty();
  }

  private static List<Fault> faults() {
    String page = "<!doctype html><title>Log in</title>";
    return List.of(
        Fault.always(200, page),
        Fault.always(200, "no JSON"),
        Fault.always(200, "{}"),
        Fault.always(200, ""),
        Fault.always(200, "[".repeat(5000)),
        Fault.always(302, ""),
        Fault.always(400, "{\"error_code\":\"X\",\"message\":\"QueuePool limit\"}"),
        Fault.always(401, ""),
        Fault.always(403, "{\"message\":\"Permission denied\"}"),
        Fault.always(404, page),
        Fault.always(404, "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"x\"}"),
        Fault.always(409, ""),
        Fault.always(429, ""),
        Fault.always(500, page),
        Fault.always(502, page),
        Fault.always(503, ""));
  }

  @Test
  void halfABodySilenceAndResetsAreNoAnswerEither() throws Exception {
    registry.publish(MODELS.get(0));
    try (TapProxy proxy = TapProxy.of(mlflow.port());
        TestingServer server = TestingServer.start(TestingServer.SETTINGS, source(proxy.port()));
        ModelPoller poller = TestingServer.poller(server.slot, OFTEN);
        DecidingClients clients = DecidingClients.start(server.server.port(), 4, MODELS)) {
      assertThat(poller).isNotNull();
      int threads = Thread.getAllStackTraces().size();
      List<Tap> taps =
          List.of(
              Tap.open().cutAfter(300, Tap.Ending.FIN),
              Tap.open().cutAfter(300, Tap.Ending.RST),
              Tap.open().cutAfter(0, Tap.Ending.RST),
              Tap.open().stallAfter(0, Duration.ofMinutes(1)),
              Tap.open().stallAfter(300, Duration.ofMinutes(1)));
      for (Tap tap : taps) {
        proxy.refuse(); // Connections that are open know nothing of a new tap.
        proxy.tap(tap);
        proxy.listen();
        long before = proxy.connections();
        Eventually.holds(
            "it was asked three times through " + tap,
            SOON,
            () -> proxy.connections() >= before + 3);
        assertThat(server.slot.status().waiting()).isPresent();
        assertThat(server.get("/v2/health/ready").statusCode()).as("%s", tap).isEqualTo(200);
        assertServes(server, "1");
      }
      assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 20);
      proxy.refuse();
      proxy.tap(Tap.open());
      proxy.listen();
      registry.publish(MODELS.get(1));
      Eventually.holds("the new version serves", SOON, () -> serving(server) == 2);
      assertThat(clients.failures()).isEmpty();
    }
  }

  @Test
  void aRegistryThatRefusesInTheMiddleOfAFetchDoesNotCondemnTheVersion() throws Exception {
    registry.publish(MODELS.get(0));
    try (TestingServer server = serve()) {
      registry.publish(MODELS.get(1));
      for (int status : new int[] {401, 403, 429, 500, 503}) {
        gateway.fail(new Fault("/mlflow-artifacts/", status, ""));
        assertThat(server.slot.refresh()).isFalse();
        assertThat(server.slot.status().refused()).isEmpty();
        assertThat(server.slot.status().waiting()).isPresent();
        assertServes(server, "1");
      }
      gateway.heal();
      assertThat(server.slot.refresh()).isTrue();
      assertServes(server, "2");
    }
  }

  private static void assertServes(TestingServer server, String version) throws Exception {
    HttpResponse<byte[]> response = server.send(server.infer(BODY));
    assertThat(response.statusCode()).as(text(response)).isEqualTo(200);
    assertThat(server.json(response).path("model_version").asText()).isEqualTo(version);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
