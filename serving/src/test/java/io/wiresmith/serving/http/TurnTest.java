package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.OnnxModel;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.serving.LoadConnection;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.model.ArtifactProof;
import io.wiresmith.serving.model.LastGood;
import io.wiresmith.serving.model.ModelProof;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.RegistryModelSource;
import io.wiresmith.serving.model.RunnableModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that come together are decided in one run, and no client can tell. */
@Timeout(120)
class TurnTest {
  private static final int CLIENTS = 16;
  private static final int EACH = 200;

  @TempDir Path directory;
  private final AtomicInteger runs = new AtomicInteger();
  private TestingRegistry registry;

  @BeforeEach
  void publish() {
    registry = TestingRegistry.in(directory);
    registry.publish(TestingArtifact.sound());
  }

  private TestingServer start(boolean failsTogether) {
    ModelProof counting =
        (key, version, files) ->
            new Counting(
                new ArtifactProof(SignatureRule.OFF).prove(key, version, files),
                runs,
                failsTogether);
    RegistryModelSource source = new RegistryModelSource(registry.open());
    return TestingServer.start(
        TestingServer.SETTINGS, new ModelSupply(source, counting, LastGood.NONE));
  }

  @Test
  void everyClientIsAnsweredWithItsOwnRows() throws Exception {
    try (TestingServer server = start(false)) {
      askAllAtOnce(server);
      assertThat(runs.get()).isLessThan(CLIENTS * EACH);
    }
  }

  @Test
  void whereTheCommonRunFailsEachIsAskedAlone() throws Exception {
    try (TestingServer server = start(true)) {
      askAllAtOnce(server);
      assertThat(runs.get()).isGreaterThan(CLIENTS * EACH);
    }
  }

  private static void askAllAtOnce(TestingServer server) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        clients.add(CompletableFuture.runAsync(() -> ask(server.server.port(), number), threads));
      }
      clients.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    // The last client may have its answer before the server has counted it.
    Eventually.holds(
        "every request has ended", Duration.ofSeconds(30), () -> server.metrics.inFlight() == 0);
  }

  /** A client's rows differ from every other's; some send two, some leave the loop a bad one. */
  private static void ask(int port, int client) {
    int rows = 1 + client % 2;
    ObjectNode request = request(rows, client);
    byte[] good = bytes(request);
    byte[] bad = bytes(TestingRequests.of(1).put("id", 7));
    List<Double> wanted = wanted(request);
    try (LoadConnection connection = new LoadConnection(port)) {
      for (int i = 0; i < EACH; i++) {
        JsonNode answer = TestingRequests.json(connection.call(good));
        assertThat(connection.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.path("id").asText()).isEqualTo("client-" + client);
        List<Double> found = confidences(answer);
        assertThat(found).hasSize(rows);
        IntStream.range(0, rows)
            .forEach(
                row ->
                    assertThat(found.get(row))
                        .isCloseTo(wanted.get(row), org.assertj.core.data.Offset.offset(1e-6)));
        if (i % 20 == client) {
          connection.call(bad);
          assertThat(connection.status()).isEqualTo(400);
        }
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ObjectNode request) {
    return LoadConnection.post(
        TestingServer.INFER, request.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode request(int rows, int client) {
    ObjectNode request = TestingRequests.of(rows).put("id", "client-" + client);
    ObjectNode entropy = TestingRequests.input(request, "entropy");
    var data = entropy.putArray("data");
    for (int row = 0; row < rows; row++) {
      data.addArray().add(.4 * client + .1 * row);
    }
    return request;
  }

  private static List<Double> wanted(ObjectNode request) {
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> example =
        TestingArtifact.inputs(TestingRequests.input(request, "entropy").path("data").size());
    JsonNode entropy = TestingRequests.input(request, "entropy").path("data");
    for (Tensor tensor : example) {
      if (tensor.name().equals("entropy")) {
        float[] values = new float[entropy.size()];
        for (int row = 0; row < values.length; row++) {
          values[row] = (float) entropy.get(row).get(0).asDouble();
        }
        inputs.add(Tensor.column("entropy", values));
      } else {
        inputs.add(tensor);
      }
    }
    try (OnnxModel model = OnnxModel.load(TestingArtifact.sound().model())) {
      Tensor confidence = ArtifactSession.output(model.run(inputs), "confidence");
      return IntStream.range(0, confidence.size())
          .mapToObj(row -> (double) confidence.floatAt(row))
          .toList();
    }
  }

  private static List<Double> confidences(JsonNode answer) {
    List<Double> found = new ArrayList<>();
    for (JsonNode output : answer.path("outputs")) {
      if (output.path("name").asText().equals("confidence")) {
        output.path("data").forEach(value -> found.add(value.asDouble()));
      }
    }
    return found;
  }

  /** Counts runs, and fails those of more rows than one client sends, if it is told to. */
  private record Counting(RunnableModel model, AtomicInteger runs, boolean failsTogether)
      implements RunnableModel {
    @Override
    public ModelSignature signature() {
      return model.signature();
    }

    @Override
    public Map<String, Tensor> run(List<Tensor> inputs) {
      runs.incrementAndGet();
      if (failsTogether && inputs.get(0).rows() > 2) {
        throw new IllegalStateException("for the test");
      }
      return model.run(inputs);
    }

    @Override
    public void close() {
      model.close();
    }
  }
}
