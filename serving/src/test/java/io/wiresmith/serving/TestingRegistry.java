package io.wiresmith.serving;

import io.wiresmith.core.ModelRef;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.TestingReport;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.Promotion;
import io.wiresmith.registry.PromotionPolicy;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A real registry with small models that really run.
 *
 * @param root where it is, for a directory
 * @param open the registry
 * @param workspace for artifacts before they are published
 */
public record TestingRegistry(Path root, ModelRegistry open, Path workspace) {
  /** A registry below a directory for temporary files. */
  public static TestingRegistry in(Path directory) {
    Path root = directory.resolve("registry");
    return new TestingRegistry(root, new DirectoryRegistry(root), directory.resolve("workspace"));
  }

  /** That registry, with a place for artifacts. */
  public static TestingRegistry of(ModelRegistry registry, Path workspace) {
    return new TestingRegistry(Path.of("nowhere"), registry, workspace);
  }

  /** Registers an artifact and makes it champion. */
  public RegisteredVersion publish(TestingArtifact testing) {
    return publish(testing::write);
  }

  /** Registers what is written into a directory and makes it champion. */
  public RegisteredVersion publish(Function<Path, Artifact> write) {
    String run = UUID.randomUUID().toString();
    Artifact artifact = write.apply(workspace.resolve(run));
    EvaluationReport report =
        TestingReport.sound().model(artifact.modelSha256()).build(artifact.key());
    Path evaluation = workspace.resolve(run + ".json");
    AtomicFiles.write(evaluation, Json.bytes(report));
    Blessed blessed =
        (Blessed) new GatePolicy(TestingReport.THRESHOLDS).judge(report, report.modelSha256());
    Optional<Integer> champion =
        Optional.ofNullable(open().aliases(artifact.key()).get(ModelRef.CHAMPION));
    RegisteredVersion version =
        open()
            .register(
                new Registration(
                    blessed, artifact, run, Map.of(), Map.of(EvaluationReport.FILE, evaluation)));
    new Promotion(open(), "test").settle(version, PromotionPolicy.AUTO, champion);
    return version;
  }

  /** Changes one byte of the stored model of a version. */
  public Path spoil(int number) throws IOException {
    Path model = root.resolve("models/wiresmith-compression/" + number + "/model.onnx");
    if (!Files.exists(model)) {
      try (var files = Files.walk(root)) {
        model =
            files
                .filter(file -> file.endsWith(number + "/model.onnx"))
                .findFirst()
                .orElseThrow(() -> new IOException("no model in " + root));
      }
    }
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Files.write(model, bytes);
    return model;
  }
}
