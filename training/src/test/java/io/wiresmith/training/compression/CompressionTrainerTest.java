package io.wiresmith.training.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.OnnxChecker;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.training.TestingSpark;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompressionTrainerTest {
  private static final String QUICK =
      """
      {"folds": 3,
       "trees": {"rounds": 15, "early-stopping-rounds": 5},
       "network": {"epochs": 4, "patience": 2}}
      """;

  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private DatasetRef labelled;

  @SuppressWarnings("NullAway.Init")
  private TrainedArtifact trained;

  private final List<String> progress = new ArrayList<>();

  @BeforeAll
  void train(@TempDir Path temporary) throws Exception {
    folder = temporary;
    labelled = LabelledFixture.everyNth(folder.resolve("workspace"), 24);
    trained = train(QUICK, 7, "first");
  }

  @Test
  void leavesAnArtifactThatRunsAndThatTheOfficialCheckerPasses() {
    OnnxChecker.check(trained.artifact().readVerified(Artifact.MODEL));
    try (ArtifactSession session = ArtifactSession.open(trained.artifact())) {
      RawRow row = new RawRow(new float[12], new String[] {"wan", "eu-west"});
      Map<String, Tensor> outputs = session.run(RawRow.tensors(List.of(row, row)));
      assertThat(ArtifactSession.output(outputs, "decision").strings())
          .hasSize(2)
          .containsAnyOf("hde", "amst", "none");
      assertThat(ArtifactSession.output(outputs, "probabilities").describe())
          .isEqualTo("FP32 [2,3]");
      assertThat(ArtifactSession.output(outputs, "confidence").describe()).isEqualTo("FP32 [2]");
      assertThat(session.metadata())
          .containsEntry("model", "compression")
          .containsEntry("dataset", labelled.sha256())
          .containsEntry("classes", "hde,amst,none");
      assertThat(session.conformance().vectors().size()).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void givesTheSameBytesForTheSameDatasetConfigurationAndSeed() throws Exception {
    TrainedArtifact again = train(QUICK, 7, "again");
    TrainedArtifact other = train(QUICK, 8, "other");
    assertThat(again.artifact().sha256()).isEqualTo(trained.artifact().sha256());
    assertThat(Json.text(again.report())).isEqualTo(Json.text(trained.report()));
    assertThat(other.artifact().modelSha256()).isNotEqualTo(trained.artifact().modelSha256());
  }

  @Test
  void reportsMembersSpecificationSweepAndParity() {
    JsonNode report = trained.report();
    assertThat(report.at("/test/ensemble/accuracy").asDouble()).isGreaterThan(0.8);
    assertThat(report.at("/test/ensemble/accuracy_margin_10").asDouble()).isGreaterThan(0.8);
    assertThat(report.at("/test/ensemble/regret").asDouble()).isBetween(0.0, 0.1);
    for (String name : List.of("trees", "network", "specification_trees", "specification")) {
      assertThat(report.at("/test/" + name + "/f1").size()).isEqualTo(3);
    }
    assertThat(report.at("/weight_sweep_test").size()).isEqualTo(11);
    assertThat(report.at("/weight_sweep_validation").size()).isEqualTo(11);
    assertThat(report.at("/cross_validation/each").size()).isEqualTo(3);
    assertThat(report.at("/parity/threshold_rows").asInt()).isGreaterThan(30);
    assertThat(report.at("/parity/difference").asDouble()).isLessThan(1e-5);
    assertThat(report.at("/losses/bags/0").size()).isGreaterThan(0);
  }

  @Test
  void choosesConformanceRowsThatAreNoNearTies() {
    try (ArtifactSession session = ArtifactSession.open(trained.artifact())) {
      for (Conformance.Vector vector : session.conformance().vectors()) {
        for (Conformance.Expected output : vector.outputs()) {
          if (output.tensor().name().equals("probabilities")) {
            for (float[] row : Matrices.rows(output.tensor())) {
              assertThat(DecisiveRows.lead(row)).as(vector.name()).isGreaterThan(0.009);
            }
          }
        }
      }
    }
  }

  @Test
  void trainsWithoutCrossValidationWhereAllRowsAreOfOneStream() throws Exception {
    DatasetRef oneStream =
        LabelledFixture.everyNth(folder.resolve("one-stream"), 60, Optional.of(""));
    List<String> lines = new ArrayList<>();
    TrainedArtifact artifact =
        new CompressionTrainer()
            .train(
                TestingSpark.session(),
                oneStream,
                Json.mapper()
                    .readTree(
                        """
                        {"trees": {"rounds": 3}, "network": {"epochs": 1, "bags": 1},
                         "compare-specification": false}
                        """),
                new TrainingContext("test", 7, lines::add, folder.resolve("checkpoints")),
                folder.resolve("one"));
    assertThat(artifact.report().at("/cross_validation/folds").asInt()).isZero();
    assertThat(artifact.report().at("/cross_validation/why_none").asText()).contains("one stream");
    assertThat(lines).anyMatch(line -> line.contains("no cross-validation"));
  }

  @Test
  void recordsTheTimeThatTrainingHasSeenAndTheSplit() {
    JsonNode provenance = Json.tree(trained.artifact().directory().resolve(Artifact.PROVENANCE));
    Instant split = Instant.parse(provenance.get("split").asText());
    assertThat(Instant.parse(provenance.at("/trained/until").asText())).isEqualTo(split);
    assertThat(Instant.parse(provenance.at("/trained/from").asText())).isBefore(split);
    assertThat(provenance.at("/telemetry/from")).isEqualTo(provenance.at("/trained/from"));
    assertThat(Instant.parse(provenance.at("/telemetry/until").asText())).isAfter(split);
    assertThat(provenance.at("/labels").isObject()).isTrue();
    assertThat(provenance.at("/rows/test").asInt()).isEqualTo(500);
    assertThat(provenance.at("/libraries/xgboost").asText()).isEqualTo("3.1.1");
  }

  @Test
  void tellsItsProgressInPercent() {
    assertThat(progress.get(0)).startsWith("train   0 % features of 2,500 rows");
    assertThat(progress.get(progress.size() - 1)).contains("100 % done");
  }

  @Test
  void refusesADirectoryThatHoldsAnArtifact() {
    assertThatThrownBy(() -> train(QUICK, 7, "first"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("holds an artifact already");
  }

  private TrainedArtifact train(String settings, long seed, String name) throws Exception {
    return new CompressionTrainer()
        .train(
            TestingSpark.session(),
            labelled,
            Json.mapper().readTree(settings),
            new TrainingContext("test", seed, progress::add, folder.resolve("checkpoints")),
            folder.resolve(name));
  }
}
