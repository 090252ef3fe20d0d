package io.wiresmith.training.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.TagScheme;
import io.wiresmith.core.io.Json;
import io.wiresmith.onnx.ArtifactSession;
import io.wiresmith.onnx.Conformance;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.FoundField;
import io.wiresmith.onnx.fields.MessageTensors;
import io.wiresmith.training.TestingSpark;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldsTrainerTest {
  private static final String SMALL =
      """
      {"embedding": 8, "hidden": [16], "num-epochs": 6, "learning-rate": 0.02, "dropout": 0.05,
       "batch-size": 16, "protocol-cap": 90, "checkpoint-seconds": 0}
      """;

  private Path directory;
  private DatasetRef labelled;
  private TrainedArtifact trained;
  private ArtifactSession session;

  @BeforeAll
  void train(@TempDir Path temporary) throws Exception {
    directory = temporary;
    labelled = MessagesFixture.labelled(directory.resolve("workspace"), 120);
    trained = train("whole", SMALL, line -> {});
    session = ArtifactSession.open(trained.artifact());
  }

  @AfterAll
  void close() {
    session.close();
  }

  private TrainedArtifact train(String name, String settings, Consumer<String> progress)
      throws Exception {
    return new FieldsTrainer()
        .train(
            TestingSpark.session(),
            labelled,
            Json.mapper().readTree(settings),
            new TrainingContext("test", 3, progress, directory.resolve(name + "-checkpoints")),
            directory.resolve(name));
  }

  private List<List<FoundField>> found(String... messages) {
    List<byte[]> bytes = new ArrayList<>();
    for (String message : messages) {
      bytes.add(HexFormat.of().parseHex(message));
    }
    return FoundField.of(session.run(MessageTensors.of(bytes)), bytes.size());
  }

  @Test
  void exportsACheckpointAsTheArtifactOfItsTraining() throws Exception {
    TrainedArtifact alone = train("alone/whole", SMALL, line -> {});
    TrainingContext context =
        new TrainingContext("other", 9, line -> {}, directory.resolve("alone/whole-checkpoints"));
    CheckpointStore store = TaggerCheckpoints.in(context.kept(TaggerCheckpoints.MODEL));
    SoundCheckpoint kept = store.verify(store.latest().orElseThrow());

    TrainedArtifact exported =
        new CheckpointArtifact(TestingSpark.session(), kept, List.of(labelled))
            .export(context, directory.resolve("exported"));

    assertThat(exported.artifact().modelSha256()).isEqualTo(alone.artifact().modelSha256());
    JsonNode provenance =
        Json.read(exported.artifact().directory().resolve(Artifact.PROVENANCE), JsonNode.class);
    assertThat(provenance.path("code_revision").asText()).isEqualTo("test");
    assertThat(provenance.path("seed").asLong()).isEqualTo(3);
    assertThat(provenance.path("checkpoint").path("sha256").asText())
        .isEqualTo(kept.manifest().sha256());
  }

  @Test
  void findsTheFieldsOfMessagesThatItHasNotSeen() {
    List<FoundField> fields = found("0005" + "7171717171" + "01").get(0);

    assertThat(fields.stream().map(f -> f.field().start() + " " + f.field().type()).toList())
        .containsExactly("0 INTEGER", "2 STRING", "7 FLAG");
    assertThat(fields).allMatch(field -> field.confidence() > 0.3 && field.confidence() <= 1);
  }

  @Test
  void alonePaddedAndTogetherMessagesHaveTheSameFields() {
    String[] messages = {"0003616161" + "00", "", "a5", "a50a010203650405060708090a0b"};
    List<List<FoundField>> together = found(messages);

    for (int i = 0; i < messages.length; i++) {
      List<FoundField> alone = found(messages[i]).get(0);
      assertThat(together.get(i)).hasSameSizeAs(alone);
      for (int k = 0; k < alone.size(); k++) {
        assertThat(together.get(i).get(k).field()).isEqualTo(alone.get(k).field());
        assertThat(together.get(i).get(k).confidence())
            .isCloseTo(alone.get(k).confidence(), within(1e-5f));
      }
    }
    assertThat(together.get(1)).isEmpty();
    assertThat(together.get(2)).hasSize(1);
  }

  @Test
  void aLengthThatReachesBehindTheMessageEndsWithIt() {
    List<Tensor> inputs = MessageTensors.of(List.of(new byte[] {0, 3, 97, 97, 97, 0}));
    List<Tensor> wrong = List.of(inputs.get(0), Tensor.longs("lengths", new long[] {1}, 4000));

    assertThat(session.run(wrong)).isEqualTo(session.run(inputs));
    List<Tensor> negative = List.of(inputs.get(0), Tensor.longs("lengths", new long[] {1}, -1));
    assertThat(FoundField.of(session.run(negative), 1).get(0)).isEmpty();
  }

  @Test
  void aKilledTrainingGoesOnToTheSameBytes() throws Exception {
    List<String> lines = new ArrayList<>();
    assertThatThrownBy(
            () ->
                train(
                    "killed",
                    SMALL,
                    line -> {
                      if (line.contains("epoch 4 of")) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");

    TrainedArtifact resumed = train("killed", SMALL, lines::add);

    assertThat(lines).anyMatch(line -> line.startsWith("train goes on in epoch 4"));
    assertThat(resumed.artifact().sha256()).isEqualTo(trained.artifact().sha256());
    assertThat(resumed.report()).isEqualTo(trained.report());
  }

  @Test
  void theVectorsHoldEmptyShortAndLongMessages() {
    List<String> names = session.conformance().vectors().stream().map(v -> v.name()).toList();

    assertThat(names)
        .containsExactly("typical-1", "typical-2", "empty", "one-byte", "batch", "longest");
    Conformance.Vector longest = session.conformance().vectors().get(5);
    assertThat(longest.inputs().get(0).shape()).containsExactly(1, 1500);
    Conformance.Vector empty = session.conformance().vectors().get(2);
    assertThat(ArtifactSession.output(outputs(empty), MessageTensors.FIELDS).shape())
        .containsExactly(0, 4);
  }

  private static Map<String, Tensor> outputs(Conformance.Vector vector) {
    return vector.outputs().stream()
        .collect(
            java.util.stream.Collectors.toMap(out -> out.tensor().name(), out -> out.tensor()));
  }

  @Test
  void theGraphNamesTagsAndTypesInTheOrderOfTheirIds() throws Exception {
    assertThat(Json.mapper().readTree(session.metadata().get("wiresmith.tags")))
        .isEqualTo(Json.mapper().valueToTree(TagScheme.FIELDS.names()));
    assertThat(Json.mapper().readTree(session.metadata().get("wiresmith.types")))
        .isEqualTo(Json.mapper().valueToTree(FieldType.ids()));
    assertThat(session.inputs()).isEqualTo(MessageTensors.INPUTS);
    assertThat(session.outputs()).isEqualTo(MessageTensors.OUTPUTS);
  }

  @Test
  void theReportHoldsEachEpochAndTheParity() {
    JsonNode epochs = trained.report().at("/losses/probe");
    assertThat(epochs).hasSize(6);
    assertThat(epochs.get(5).path("validation").asDouble())
        .isLessThan(epochs.get(0).path("validation").asDouble());
    for (String figure : List.of("precision", "recall", "f1", "perfection", "accuracy")) {
      assertThat(epochs.get(0).path(figure).isNumber()).as(figure).isTrue();
    }
    assertThat(trained.report().at("/summary/best_f1").asDouble()).isGreaterThan(0.9);
    assertThat(trained.report().at("/parity/messages").asLong()).isEqualTo(240);
    assertThat(trained.report().at("/parity/difference").asDouble()).isLessThan(1e-5);
    assertThat(trained.report().at("/parity/farthest").asDouble()).isLessThan(1e-4);
  }

  @Test
  void theProvenanceNamesEveryCaptureThatWasSeenAndNoOther() {
    Artifact artifact = trained.artifact();
    JsonNode provenance =
        Json.parse(artifact.readVerified(Artifact.PROVENANCE), JsonNode.class, "provenance");
    List<String> captures = new ArrayList<>();
    provenance.path("captures").forEach(capture -> captures.add(capture.asText()));
    assertThat(captures)
        .containsExactly(
            "training-counted", "training-fixed", "validation-counted", "validation-fixed");
    assertThat(provenance.at("/rows/training").asInt()).isEqualTo(240);
  }

  @Test
  void theLastEpochIsExportedWhereTheBestIsNotAskedFor() throws Exception {
    String restless = SMALL.replace("\"num-epochs\": 6", "\"num-epochs\": 3");
    TrainedArtifact best = train("best", restless.replace("0.02", "0.3"), line -> {});
    TrainedArtifact last =
        train(
            "last",
            restless.replace("0.02", "0.3").replace("{\"emb", "{\"save-best-only\": false, \"emb"),
            line -> {});

    assertThat(last.report().path("losses")).isEqualTo(best.report().path("losses"));
    boolean lastIsBest = best.report().at("/summary/best_epoch").asInt() == 3;
    assertThat(last.artifact().modelSha256().equals(best.artifact().modelSha256()))
        .isEqualTo(lastIsBest);
  }

  @Test
  void aWrongSettingIsNamedWithItsRange() {
    assertThatThrownBy(
            () -> FieldsTrainingConfig.parse(Json.mapper().readTree("{\"embedding\": 500}")))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("embedding is 500.0, required is 1.0 to 256.0");
    assertThatThrownBy(
            () -> FieldsTrainingConfig.parse(Json.mapper().readTree("{\"num-epoch\": 3}")))
        .hasMessageContaining("Unknown setting training.fields.num-epoch");
  }

  @Test
  void oneLayerNeedsNoList() throws Exception {
    assertThat(FieldsTrainingConfig.parse(Json.mapper().readTree("{\"hidden\": 64}")).hidden())
        .containsExactly(64);
  }
}
