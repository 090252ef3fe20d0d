package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.serving.TestingRequests;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BodyBudgetTest {
  private static final int MEGABYTE = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String LARGE =
      TestingRequests.of(1) + " ".repeat(MEGABYTE - TestingRequests.of(1).toString().length());

  private final CountDownLatch go = new CountDownLatch(1);
  private final TestingModel model = new TestingModel(go);

  @Test
  void holdsNoMoreBodiesThanFitWhileTheyWaitForTheirDecision() throws Exception {
    try (TestingServer server = TestingServer.start(settings(4 * MEGABYTE, LONG), model.supply())) {
      List<CompletableFuture<HttpResponse<byte[]>>> sent = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sent.add(server.sendAsync(server.infer(LARGE)));
      }
      while (sent.stream().filter(CompletableFuture::isDone).count() < 16) {
        Thread.onSpinWait();
      }
      for (CompletableFuture<HttpResponse<byte[]>> early : sent) {
        if (early.isDone()) {
          assertThat(early.get().statusCode()).isEqualTo(503);
          assertThat(server.json(early.get()).path("error").asText())
              .contains("holds too many large requests");
        }
      }
      go.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (CompletableFuture<HttpResponse<byte[]>> answer : sent) {
        statuses.add(answer.get().statusCode());
      }
      assertThat(statuses).containsOnly(200, 503).contains(200);
      for (int i = 0; i < 10; i++) { // Every byte was given back.
        assertThat(server.send(server.infer(LARGE)).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void aBodyCountsPastTheDeadlineWhileItsDecisionRuns() throws Exception {
    Duration soon = Duration.ofMillis(50);
    try (TestingServer server = TestingServer.start(settings(MEGABYTE, soon), model.supply())) {
      while (!model.running.tryAcquire()) { // A decision that begins too late never runs.
        assertThat(server.send(server.infer(LARGE)).statusCode()).isEqualTo(504);
      }
      assertThat(server.send(server.infer(LARGE)).statusCode()).isEqualTo(503);
      go.countDown();
      int status = 503;
      while (status != 200) { // The run that came too late may still hold the body.
        status = server.send(server.infer(LARGE)).statusCode();
      }
    }
  }

  private static ServerSettings settings(long budget, Duration deadline) {
    ServerSettings it = TestingServer.offloaded(1, 32, deadline);
    return TestingServer.limits(it, new ServerSettings.Limits(4096, 0, 1, 32, budget, 1024, false));
  }
}
