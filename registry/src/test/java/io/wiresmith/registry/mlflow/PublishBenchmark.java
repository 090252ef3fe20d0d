package io.wiresmith.registry.mlflow;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Publishes 5 MB with 200 figures to a real server on loopback, again and again. */
final class PublishBenchmark {
  private PublishBenchmark() {}

  /** Arguments: how often, file for the result. The first two warm up and make a champion. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Files.createTempDirectory("publish-");
    List<Long> requests = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    try (TestingMlflow mlflow = TestingMlflow.start()) {
      for (int round = -2; round < Integer.parseInt(arguments[0]); round++) {
        LargePublication large = LargePublication.of(directory, "round-" + round);
        ModelRegistry registry = MlflowRegistry.of(mlflow.uri(), Map.of());
        long before = mlflow.requests();
        long begin = System.nanoTime();
        large.publish(registry);
        if (round >= 0) {
          seconds.add((System.nanoTime() - begin) / 1e9);
          requests.add(mlflow.requests() - before);
        }
      }
    } finally {
      AtomicFiles.deleteTree(directory);
    }
    AtomicFiles.write(
        Path.of(arguments[1]), Json.bytes(Map.of("requests", requests, "seconds", seconds)));
  }
}
