package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.Promotion;
import io.wiresmith.registry.PromotionPolicy;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.TestingRegistration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** 5 MB, 200 figures and the run's files as a run leaves them. */
record LargePublication(Registration registration) {
  static LargePublication of(Path directory, String runKey) {
    String weights = (runKey + "89abcdef".repeat(4)).substring(0, 32).repeat(5 * 32_768);
    Registration plain =
        new TestingRegistration(directory, runKey, weights, "rtt_ms", "a1", .95).build();
    Map<String, Path> files = new TreeMap<>(plain.runFiles());
    List<Map<String, Object>> losses = new ArrayList<>();
    for (int epoch = 1; epoch <= 98; epoch++) {
      losses.add(Map.of("epoch", epoch, "training", 1.0 / epoch, "validation", 2.0 / epoch));
    }
    Path report = directory.resolve("training_report.json");
    AtomicFiles.write(report, Json.bytes(Map.of("losses", Map.of("probe", losses))));
    files.put("training_report.json", report);
    AtomicFiles.write(directory.resolve("quality.html"), "<p>Sound</p>");
    files.put("quality.html", directory.resolve("quality.html"));
    return new LargePublication(
        new Registration(plain.blessed(), plain.artifact(), runKey, plain.tags(), files));
  }

  /** As a run does: looks whether it is there, registers, moves the aliases. */
  void publish(ModelRegistry registry) {
    registry.findByRunKey(KEY, registration.runKey());
    Optional<Integer> champion = registry.state(KEY).champion();
    RegisteredVersion version = registry.register(registration);
    new Promotion(registry, "anna").settle(version, PromotionPolicy.AUTO, champion);
  }
}
