package io.wiresmith.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.serving.LoadConnection;
import io.wiresmith.serving.TestingRequests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that ask for decisions without a pause until they are told to end, each over its own
 * connection, and hold every answer against what its version decides.
 */
final class DecidingClients implements AutoCloseable {
  private static final byte[] REQUEST =
      LoadConnection.post(
          TestingServer.INFER, TestingRequests.of(1).toString().getBytes(StandardCharsets.UTF_8));

  private final Map<String, Double> confidences = new TreeMap<>();
  private final Map<String, AtomicLong> byVersion = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<CompletableFuture<Void>> clients = new ArrayList<>();

  /**
   * Starts.
   *
   * @param versions the models by the registry's number, from 1
   */
  static DecidingClients start(int port, int connections, List<TestingArtifact> versions) {
    DecidingClients clients = new DecidingClients();
    for (TestingArtifact version : versions) {
      try (OnnxModel model = OnnxModel.load(version.model())) {
        double confidence =
            ArtifactSession.output(model.run(TestingArtifact.inputs(1)), "confidence").floatAt(0);
        clients.confidences.put(clients.confidences.size() + 1 + "", confidence);
      }
    }
    for (int i = 0; i < connections; i++) {
      clients.clients.add(CompletableFuture.runAsync(() -> clients.ask(port), clients.threads));
    }
    return clients;
  }

  private void ask(int port) {
    try (LoadConnection connection = new LoadConnection(port)) {
      while (!ended.get()) {
        byte[] body = connection.call(REQUEST);
        asked.incrementAndGet();
        check(connection.status(), body);
      }
    } catch (IOException | RuntimeException e) {
      failures.add(e.toString());
    }
  }

  private void check(int status, byte[] body) {
    JsonNode answer = TestingRequests.json(body);
    String version = answer.path("model_version").asText();
    Double wanted = confidences.get(version);
    double found = Double.NaN;
    for (JsonNode output : answer.path("outputs")) {
      if (output.path("name").asText().equals("confidence")) {
        found = output.at("/data/0").asDouble();
      }
    }
    if (status != 200 || wanted == null || Math.abs(found - wanted) > 1e-6) {
      failures.add(status + " " + answer);
    }
    byVersion.computeIfAbsent(version, it -> new AtomicLong()).incrementAndGet();
  }

  /** Answers so far. */
  long asked() {
    return asked.get();
  }

  /** Answers by version so far. */
  Map<String, AtomicLong> byVersion() {
    return byVersion;
  }

  /** Ends them all; what was no 200 of one whole version. */
  List<String> failures() {
    ended.set(true);
    clients.forEach(CompletableFuture::join);
    return failures;
  }

  @Override
  public void close() {
    failures();
    threads.shutdown();
  }
}
