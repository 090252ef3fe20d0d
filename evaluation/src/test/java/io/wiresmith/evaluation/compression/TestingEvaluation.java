package io.wiresmith.evaluation.compression;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.compression.Codec;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.evaluation.EvaluationReport;
import io.wiresmith.evaluation.contract.EvaluationRequest;
import io.wiresmith.evaluation.contract.TrainedTime;
import io.wiresmith.onnx.TestingArtifact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A report of seeded random rows, a tenth of them decided wrong, without Spark. */
public final class TestingEvaluation {
  private static final String[] PRODUCTION = {"hde", "amst", "none", ""};

  private TestingEvaluation() {}

  /** The report; the champion is compared with where one is named. */
  public static EvaluationReport report(Path directory, Optional<String> champion) {
    Artifact artifact = TestingArtifact.sound().write(directory);
    EvaluationRequest request =
        EvaluationRequest.laterThanTraining(
            artifact,
            dataset(directory, artifact),
            champion.map(ref -> new EvaluationRequest.Champion(ref, artifact)),
            7);
    Suspects suspects = new Suspects(List.of(), List.of("The input <b> follows c."));
    return new CompressionReport(request, TrainedTime.of(artifact), suspects).of(rows());
  }

  private static JudgedRows rows() {
    SplittableRandom random = new SplittableRandom(3);
    TestingRows rows = new TestingRows();
    for (int row = 0; row < 200; row++) {
      double[] costs = {random.nextDouble(1, 9), random.nextDouble(1, 9), random.nextDouble(1, 20)};
      int best = costs[0] <= costs[1] && costs[0] <= costs[2] ? 0 : costs[1] <= costs[2] ? 1 : 2;
      Codec right = Codec.values()[best];
      Codec other = Codec.values()[(best + 1) % 3];
      Codec choice = random.nextInt(10) == 0 ? other : right;
      rows.row(
          "s" + random.nextInt(20),
          costs,
          choice,
          random.nextInt(8) == 0 ? other : right,
          PRODUCTION[random.nextInt(4)],
          TestingRows.oneHot(choice, (float) random.nextDouble(.4, 1)));
    }
    return rows.build();
  }

  private static DatasetRef dataset(Path directory, Artifact artifact) {
    return new DatasetRef(
        directory,
        new DatasetManifest(
            DatasetKind.LABELLED,
            ModelKey.of(ModelId.COMPRESSION),
            "dataset",
            List.of(),
            List.of(),
            TrainedTime.of(artifact).window(),
            "test",
            RowCounts.unchanged(200),
            Map.of(),
            Map.of(),
            List.of(),
            "testing",
            Map.of()));
  }
}
