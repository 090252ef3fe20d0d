package io.wiresmith.registry.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.core.evaluation.Interval;
import io.wiresmith.core.gate.Blessed;
import io.wiresmith.core.gate.GatePolicy;
import io.wiresmith.core.gate.TestingReport;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.TestingArtifact;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.directory.DirectoryRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionDiffTest {
  private static final Window NOVEMBER =
      new Window(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"));

  @TempDir Path directory;
  private ModelRegistry registry = new DirectoryRegistry(Path.of("unset"));

  @BeforeEach
  void open() {
    registry = new DirectoryRegistry(directory.resolve("registry"));
  }

  @Test
  void saysWhatDiffersInFiguresProvenanceAndDecisions() {
    RegisteredVersion one = register("run-1", TestingArtifact.sound(), .95);
    RegisteredVersion two =
        register("run-2", TestingArtifact.sound().withBias(-100).trainedOn(NOVEMBER), .96);

    VersionDiff diff = VersionDiff.of(registry, one, two);

    assertThat(diff.text())
        .contains("compression@1 -> compression@2")
        .containsPattern("semVer +1\\.0\\.0 -> 1\\.0\\.1")
        .containsPattern("accuracy +0\\.95 -> 0\\.96  \\(\\+0\\.0100000\\)")
        .contains("  [0.940000, 0.970000] -> [0.950000, 0.980000]\n")
        .containsPattern("macro_f1 +0\\.914 -> 0\\.914\n")
        .contains("data: equal")
        .containsPattern("trained\\.from +2026-10-01T00:00:00Z -> 2026-11-01T00:00:00Z")
        .containsPattern("model\\.onnx +\\d+ -> \\d+")
        .containsPattern("[1-9] of 6 decisions on the conformance inputs of compression@1 change")
        .containsPattern("decision\\[0] of four-rows: hde -> amst")
        .contains("probabilities differs by at most ");
    assertThat(diff.behaviour().refused()).isEmpty();
    assertThat(diff.behaviour().decisions()).isEqualTo(6);
    assertThat(Json.parse(Json.bytes(diff), JsonNode.class, "diff").path("before").asText())
        .isEqualTo("compression@1");
  }

  @Test
  void findsNoDifferenceBetweenAVersionAndItself() {
    RegisteredVersion one = register("run-1", TestingArtifact.sound(), .95);

    VersionDiff diff = VersionDiff.of(registry, one, one);

    assertThat(diff.versions()).isEmpty();
    assertThat(diff.data()).isEmpty();
    assertThat(diff.provenance()).isEmpty();
    assertThat(diff.bytes()).isEmpty();
    assertThat(diff.metrics()).extracting(Change::name).contains("accuracy", "regret");
    assertThat(diff.behaviour().changed()).isEmpty();
    assertThat(diff.behaviour().largest()).containsEntry("probabilities", 0.0);
  }

  @Test
  void comparesNothingThatWasChangedOnTheDisk() {
    RegisteredVersion one = register("run-1", TestingArtifact.sound(), .95);
    AtomicFiles.write(
        directory.resolve("registry/runs").resolve(one.runId()).resolve("evaluation.json"), "{}");

    assertThatThrownBy(() -> VersionDiff.of(registry, one, one))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("evaluation.json was changed");
  }

  @Test
  void tellsAReviewerInFiveLinesWhatChangedAgainstTheChampion() {
    Artifact one = TestingArtifact.sound().write(directory.resolve("one"));
    Artifact two =
        TestingArtifact.sound().withBias(-100).trainedOn(NOVEMBER).write(directory.resolve("two"));

    List<String> lines = ArtifactChanges.lines(one, two);

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .startsWith("Data: ")
        .contains("trained.from 2026-10-01T00:00:00Z → 2026-11-01T00:00:00Z");
    assertThat(lines.subList(1, 3)).containsExactly("Configuration: as before", "Code: as before");
    assertThat(lines.get(3)).matches("Size of model.onnx: [\\d,]+ bytes, was [\\d,]+");
    assertThat(lines.get(4)).matches("Decisions: [1-9] of 6 on its conformance inputs change");
    assertThat(ArtifactChanges.lines(one, one).get(4)).startsWith("Decisions: 0 of 6");
  }

  private static EvaluationReport withInterval(EvaluationReport report, Interval accuracy) {
    return new EvaluationReport(
        report.model(),
        report.modelSha256(),
        report.dataset(),
        report.trained(),
        report.tested(),
        report.rows(),
        report.overlap(),
        report.leaks(),
        report.metrics(),
        Map.of("accuracy", accuracy),
        report.baselines(),
        report.slices(),
        report.comparison(),
        report.details());
  }

  private RegisteredVersion register(String runKey, TestingArtifact testing, double accuracy) {
    Artifact artifact = testing.write(directory.resolve(runKey));
    EvaluationReport report =
        withInterval(
            TestingReport.sound()
                .model(artifact.modelSha256())
                .metric("accuracy", accuracy)
                .build(),
            new Interval(accuracy, accuracy - .01, accuracy + .02));
    Blessed blessed =
        (Blessed) new GatePolicy(TestingReport.THRESHOLDS).judge(report, artifact.modelSha256());
    Path evaluation = directory.resolve(runKey + "-evaluation.json");
    AtomicFiles.write(evaluation, Json.bytes(report));
    return registry.register(
        new Registration(
            blessed, artifact, runKey, Map.of(), Map.of(EvaluationReport.FILE, evaluation)));
  }
}
