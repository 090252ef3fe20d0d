package io.wiresmith.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactSessionTest {
  @TempDir Path directory;

  @Test
  void runsASoundArtifact() {
    Artifact artifact = TestingArtifact.sound().write(directory);
    OnnxChecker.check(TestingArtifact.sound().model());
    try (ArtifactSession session = ArtifactSession.open(artifact)) {
      Map<String, Tensor> out = session.run(TestingArtifact.inputs(4));
      assertThat(out.keySet()).containsExactly("decision", "confidence", "probabilities");
      assertThat(ArtifactSession.output(out, "decision").strings())
          .containsExactly("hde", "hde", "amst", "none");
      assertThat(ArtifactSession.output(out, "probabilities").shape()).containsExactly(4, 3);
      assertThat(session.sha256()).isEqualTo(artifact.modelSha256());
      assertThat(session.metadata()).containsEntry("classes", "hde,amst,none");
    }
  }

  @Test
  void givesEachRowOfABatchWhatItGivesTheRowAlone() {
    Artifact artifact = TestingArtifact.sound().write(directory);
    try (ArtifactSession session = ArtifactSession.open(artifact)) {
      List<Tensor> batch = TestingArtifact.inputs(16);
      float[] together = probabilities(session, batch);
      for (int row = 0; row < 16; row++) {
        int at = row;
        float[] alone = probabilities(session, batch.stream().map(t -> row(t, at)).toList());
        // Vectorised and scalar kernels round the last bit differently.
        assertThat(alone)
            .containsExactly(
                Arrays.copyOfRange(together, 3 * row, 3 * row + 3), Offset.offset(1e-6f));
      }
    }
  }

  @Test
  void refusesAnyChangedFile() throws Exception {
    Artifact artifact = TestingArtifact.sound().write(directory);
    for (String file : Artifact.REQUIRED_FILES) {
      Path path = directory.resolve(file);
      byte[] sound = Files.readAllBytes(path);
      byte[] changed = sound.clone();
      changed[changed.length / 2] ^= 1;
      Files.write(path, changed);
      assertThatThrownBy(() -> ArtifactSession.open(artifact))
          .isInstanceOfSatisfying(
              WiresmithException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH))
          .hasMessageContaining(file + " was changed");
      Files.write(path, sound);
    }
    ArtifactSession.open(artifact).close();
  }

  @Test
  void namesTheVectorAndOutputThatFail() {
    Artifact artifact = TestingArtifact.sound().withFailingVector().write(directory);
    assertThatThrownBy(() -> ArtifactSession.open(artifact))
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFORMANCE_FAILED))
        .hasMessageContaining(
            "fails its conformance vector 'four-rows': output 'confidence' [0] is ")
        .hasMessageContaining("expected is 2.0 (tolerance 1.0E-5)");
  }

  @Test
  void writesTheSameArtifactAgainAndAnotherForAnotherBias() {
    String once = TestingArtifact.sound().write(directory.resolve("a")).sha256();
    assertThat(TestingArtifact.sound().write(directory.resolve("b")).sha256()).isEqualTo(once);
    Artifact biased = TestingArtifact.sound().withBias(0.5f).write(directory.resolve("c"));
    assertThat(biased.sha256()).isNotEqualTo(once);
  }

  private static float[] probabilities(ArtifactSession session, List<Tensor> inputs) {
    return ArtifactSession.output(session.run(inputs), "probabilities").floats();
  }

  private static Tensor row(Tensor column, int row) {
    return column.type() == DataType.BYTES
        ? Tensor.column(column.name(), column.stringAt(row))
        : Tensor.column(column.name(), column.floatAt(row));
  }
}
