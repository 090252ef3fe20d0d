package io.wiresmith.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.compression.CompressionRules;
import io.wiresmith.serving.metrics.ServingMetrics;
import io.wiresmith.serving.model.FallbackRules;
import io.wiresmith.serving.model.ModelPoller;
import io.wiresmith.serving.model.ModelSlot;
import io.wiresmith.serving.model.ModelSource;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.PollPace;
import io.wiresmith.serving.model.Served;
import io.wiresmith.serving.model.ServedSlot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The real server on a free port of the loopback. */
final class TestingServer implements AutoCloseable {
  static final String INFER = "/v2/models/compression/infer";
  static final ModelRef CHAMPION = ModelRef.champion(ModelKey.of(ModelId.COMPRESSION));
  static final ServerSettings SETTINGS = quiet(ServerSettings.DEFAULT);

  final ModelSlot slot;
  final InferenceServer server;
  final ServingMetrics metrics = new ServingMetrics(Clock.systemUTC());
  private final HttpClient client = HttpClient.newHttpClient();

  private TestingServer(ServerSettings settings, ModelSupply supply, boolean rules) {
    slot = new ModelSlot(CHAMPION, supply, metrics, Clock.systemUTC());
    slot.refresh();
    Optional<FallbackRules> fallback =
        rules ? Optional.of(new CompressionRules()) : Optional.empty();
    Served served = new ServedSlot(slot, fallback);
    metrics.watch(List.of(served), List.of(slot));
    server = InferenceServer.start(settings, List.of(served), metrics);
  }

  static TestingServer start(ServerSettings settings, ModelSource source) {
    return start(settings, ModelSupply.of(source));
  }

  static TestingServer start(ServerSettings settings, ModelSupply supply) {
    return new TestingServer(settings, supply, false);
  }

  static TestingServer withRules(ModelSource source) {
    return withRules(ModelSupply.of(source));
  }

  static TestingServer withRules(ModelSupply supply) {
    return new TestingServer(SETTINGS, supply, true);
  }

  static ServerSettings quiet(ServerSettings it) {
    ServerSettings.Limits limits = it.limits();
    return limits(
        it,
        new ServerSettings.Limits(
            limits.maxRows(),
            limits.inlineBytes(),
            limits.workers(),
            limits.queue(),
            limits.bufferedBytes(),
            limits.maxConnections(),
            false));
  }

  /** Every request goes to one of {@code workers} threads, behind a queue of so many. */
  static ServerSettings offloaded(int workers, int queue, Duration deadline) {
    ServerSettings it = SETTINGS;
    return new ServerSettings(
        it.host(),
        0,
        it.token(),
        deadline,
        it.bodyTimeout(),
        it.maxBody(),
        new ServerSettings.Limits(4096, 0, workers, queue, 24 << 20, 1024, false));
  }

  static ServerSettings limits(ServerSettings it, ServerSettings.Limits limits) {
    return new ServerSettings(
        it.host(), it.port(), it.token(), it.deadline(), it.bodyTimeout(), it.maxBody(), limits);
  }

  /** Looks that often, a fifth more or less. */
  static ModelPoller poller(ModelSlot slot, Duration pause) {
    return ModelPoller.start(List.of(slot), new PollPace(pause, pause), new Random(7));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpRequest.Builder infer(String body) {
    return request(INFER)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  java.util.concurrent.CompletableFuture<HttpResponse<byte[]>> sendAsync(
      HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  JsonNode json(HttpResponse<byte[]> response) {
    return TestingRequests.json(response.body());
  }

  @Override
  public void close() throws InterruptedException {
    slot.close(Duration.ofSeconds(5));
    server.close();
  }
}
