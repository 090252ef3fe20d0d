package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.serving.TestingRequests;
import io.wiresmith.serving.compression.CompressionRules;
import io.wiresmith.serving.model.LastGood;
import io.wiresmith.serving.model.ModelPoller;
import io.wiresmith.serving.model.ModelProof;
import io.wiresmith.serving.model.ModelSignature;
import io.wiresmith.serving.model.ModelSource;
import io.wiresmith.serving.model.ModelSupply;
import io.wiresmith.serving.model.RunnableModel;
import io.wiresmith.serving.model.SourcedVersion;
import io.wiresmith.serving.model.VersionFiles;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FailingModelTest {
  private static final String BODY = TestingRequests.of(1).toString();

  @Test
  void rulesAnswerWhereTheModelThrows() throws Exception {
    Failing source = new Failing(() -> new IllegalStateException("broken"));
    try (TestingServer server = TestingServer.withRules(source.supply())) {
      HttpResponse<byte[]> answer = server.send(server.infer(BODY));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(server.json(answer).path("model_version").asText()).isEqualTo("fallback");
      assertThat(server.json(answer).at("/parameters/reason").asText())
          .contains("The model failed");
    }
  }

  @Test
  void anErrorIsAnsweredOnTheEventLoop() throws Exception {
    assertAnswered(TestingServer.SETTINGS);
  }

  @Test
  void anErrorIsAnsweredByTheThreadsForLargeRequests() throws Exception {
    assertAnswered(TestingServer.offloaded(1, 1, Duration.ofSeconds(30)));
  }

  private static void assertAnswered(ServerSettings settings) throws Exception {
    Failing source = new Failing(() -> new OutOfMemoryError("for the test"));
    try (TestingServer server = TestingServer.start(settings, source.supply())) {
      for (int i = 0; i < 3; i++) {
        HttpResponse<byte[]> answer = server.send(server.infer(BODY));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(server.json(answer).path("error").asText()).contains("The server failed");
      }
    }
  }

  @Test
  void thePollerGoesOnAfterAnError() throws Exception {
    CountDownLatch looks = new CountDownLatch(3);
    Failing source =
        new Failing(() -> new IllegalStateException("never run")) {
          @Override
          public SourcedVersion resolve(ModelRef ref) {
            looks.countDown();
            if (looks.getCount() < 2) {
              throw new NoClassDefFoundError("for the test");
            }
            return super.resolve(ref);
          }
        };
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, source.supply());
        ModelPoller poller = TestingServer.poller(server.slot, Duration.ofMillis(1))) {
      assertThat(poller).isNotNull();
      looks.await();
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
    }
  }

  /** A model whose runs throw, and its own source. */
  private static class Failing implements RunnableModel, ModelSource, ModelProof {
    private final Supplier<Throwable> failure;

    Failing(Supplier<Throwable> failure) {
      this.failure = failure;
    }

    @Override
    public ModelSignature signature() {
      return new CompressionRules().signature();
    }

    @Override
    public Map<String, Tensor> run(List<Tensor> inputs) {
      Throwable thrown = failure.get();
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) thrown;
    }

    @Override
    public SourcedVersion resolve(ModelRef ref) {
      return new SourcedVersion(7, "1.0.7", "sha", "artifact");
    }

    @Override
    public VersionFiles fetch(ModelKey key, SourcedVersion version) {
      return new VersionFiles("here", Map.of());
    }

    @Override
    public RunnableModel prove(ModelKey key, SourcedVersion version, VersionFiles files) {
      return this;
    }

    ModelSupply supply() {
      return new ModelSupply(this, this, LastGood.NONE);
    }

    @Override
    public void close() {}
  }
}
