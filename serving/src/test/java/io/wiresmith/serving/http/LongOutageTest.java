package io.wiresmith.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.registry.mlflow.MlflowRegistry;
import io.wiresmith.registry.mlflow.TestingMlflow;
import io.wiresmith.serving.TestingRegistry;
import io.wiresmith.serving.http.TestingGateway.Fault;
import io.wiresmith.serving.model.PollPace;
import io.wiresmith.serving.model.RegistryModelSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class LongOutageTest {
  private static final List<Fault> HOURS =
      List.of(
          Fault.always(503, "<h1>Service Unavailable</h1>"),
          Fault.always(401, ""),
          Fault.always(200, "<!doctype html><title>Log in</title>"),
          Fault.always(429, ""));

  @TempDir Path directory;

  /** The looks of a day at the pace that ships, on a clock that is set forward by each pause. */
  @Test
  void aDayWithoutARegistryCostsNoDecision() throws Exception {
    try (TestingMlflow mlflow = TestingMlflow.start();
        TestingGateway gateway = new TestingGateway(mlflow.port())) {
      TestingRegistry.of(MlflowRegistry.of(mlflow.uri(), Map.of()), directory)
          .publish(TestingArtifact.sound());
      MlflowRegistry polled =
          MlflowRegistry.polled(gateway.uri(), Map.of(), Duration.ofSeconds(10));
      try (TestingServer server =
              TestingServer.start(TestingServer.SETTINGS, new RegistryModelSource(polled));
          DecidingClients clients =
              DecidingClients.start(server.server.port(), 4, List.of(TestingArtifact.sound()))) {
        mlflow.kill();
        int looks = day(server, gateway);
        assertThat(clients.failures()).isEmpty();
        System.out.printf(
            "a day without a registry: %d looks, %d decisions, 0 failed%n", looks, clients.asked());
        assertThat(looks).isBetween(2_500, 3_500);
        assertThat(clients.asked()).isGreaterThan(looks);
        assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
      }
    }
  }

  private static int day(TestingServer server, TestingGateway gateway) {
    PollPace pace = PollPace.every(Duration.ofSeconds(2));
    Random random = new Random(7);
    Duration time = Duration.ZERO;
    int looks = 0;
    while (time.compareTo(Duration.ofDays(1)) < 0) {
      gateway.fail(HOURS.get((int) time.toHours() % HOURS.size()));
      assertThat(server.slot.refresh()).isFalse();
      looks++;
      time = time.plus(pace.next(looks, random));
    }
    return looks;
  }
}
