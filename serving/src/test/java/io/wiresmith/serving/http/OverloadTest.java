package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.serving.TestingRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OverloadTest {
  private static final String BODY = TestingRequests.of(1).toString();
  private static final Duration LONG = Duration.ofSeconds(30);

  private final CountDownLatch go = new CountDownLatch(1);
  private final TestingModel model = new TestingModel(go);

  @Test
  void answers504AtTheDeadlineAndServesOn() throws Exception {
    ServerSettings settings = TestingServer.offloaded(1, 4, Duration.ofMillis(50));
    try (TestingServer server = TestingServer.start(settings, model.supply())) {
      HttpResponse<byte[]> late = server.send(server.infer(BODY));
      assertThat(late.statusCode()).isEqualTo(504);
      assertThat(server.json(late).path("error").asText()).contains("deadline of 50 ms");
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
      go.countDown();
      int status = 504;
      while (status == 504) { // The run that came too late may still hold the thread.
        status = server.send(server.infer(BODY)).statusCode();
      }
      assertThat(status).isEqualTo(200);
    }
  }

  @Test
  void manyRowsInFewBytesDoNotHoldTheLoop() throws Exception {
    String many = TestingRequests.of(17).toString();
    assertThat(many).hasSizeLessThan(TestingServer.SETTINGS.limits().inlineBytes());
    try (TestingServer server = TestingServer.start(TestingServer.SETTINGS, model.supply())) {
      CompletableFuture<HttpResponse<byte[]>> runs = server.sendAsync(server.infer(many));
      model.running.acquire();
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
      go.countDown();
      assertThat(runs.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void answers503WhereTheQueueIsFull() throws Exception {
    try (TestingServer server =
        TestingServer.start(TestingServer.offloaded(1, 1, LONG), model.supply())) {
      CompletableFuture<HttpResponse<byte[]>> runs = server.sendAsync(server.infer(BODY));
      model.running.acquire();
      CompletableFuture<HttpResponse<byte[]>> one = server.sendAsync(server.infer(BODY));
      CompletableFuture<HttpResponse<byte[]>> two = server.sendAsync(server.infer(BODY));
      HttpResponse<byte[]> refused =
          (HttpResponse<byte[]>) CompletableFuture.anyOf(one, two).thenApply(it -> it).get();
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      go.countDown();
      assertThat(runs.get().statusCode()).isEqualTo(200);
      assertThat(one.get().statusCode() + two.get().statusCode()).isEqualTo(200 + 503);
    }
  }

  @Test
  void drainLetsTheOpenRequestEndAndIsNotReadyMeanwhile() throws Exception {
    try (TestingServer server =
        TestingServer.start(TestingServer.offloaded(1, 1, LONG), model.supply())) {
      CompletableFuture<HttpResponse<byte[]>> open = server.sendAsync(server.infer(BODY));
      model.running.acquire();
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return server.server.drain(LONG);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (server.get("/v2/health/ready").statusCode() != 503) {
        Thread.onSpinWait();
      }
      assertThat(drained).isNotDone();
      go.countDown();
      assertThat(open.get().statusCode()).isEqualTo(200);
      assertThat(drained.get()).isTrue();
      assertThat(server.sendAsync(server.request("/v2/health/live")))
          .failsWithin(Duration.ofSeconds(10));
    }
  }

  @Test
  void aTokenIsAskedForOnAllButHealth() throws Exception {
    ServerSettings open = TestingServer.SETTINGS;
    ServerSettings closed =
        new ServerSettings(
            open.host(),
            0,
            Optional.of("0123456789abcdef"),
            open.deadline(),
            open.bodyTimeout(),
            open.maxBody(),
            open.limits());
    go.countDown();
    try (TestingServer server = TestingServer.start(closed, model.supply())) {
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(server.send(server.infer(BODY)).statusCode()).isEqualTo(401);
      assertThat(
              server
                  .send(server.infer(BODY).header("Authorization", "Bearer 0123456789abcdeX"))
                  .statusCode())
          .isEqualTo(401);
      assertThat(
              server
                  .send(server.infer(BODY).header("Authorization", "Bearer 0123456789abcdef"))
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
