package io.wiresmith.jobs.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.run.CurvePoint;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.core.signing.ArtifactSigner;
import io.wiresmith.jobs.config.EtlSettings;
import io.wiresmith.jobs.config.SigningSettings;
import io.wiresmith.jobs.config.TrainingSettings;
import io.wiresmith.training.Trainers;
import io.wiresmith.training.contract.TrainedArtifact;
import io.wiresmith.training.contract.TrainingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Labelled dataset in, one artifact out. */
final class TrainStep {
  private final Job job;
  private final Optional<ArtifactSigner> signer;
  private final Consumer<CurvePoint> points;

  /** A training that nobody watches. */
  TrainStep(Job job) {
    this(job, point -> {});
  }

  /** A training whose losses are told while it goes on. */
  TrainStep(Job job, Consumer<CurvePoint> points) {
    this.job = job;
    signer = SigningSettings.signer(job.settings());
    this.points = points;
  }

  /**
   * A training that is done.
   *
   * @param artifact the exported model
   * @param report the figures of the training
   */
  record Trained(Artifact artifact, Path report) {
    static final String ARTIFACT = "artifact";

    static Optional<Trained> in(Path directory) {
      Path artifact = directory.resolve(ARTIFACT);
      return Files.isRegularFile(artifact.resolve(ArtifactManifest.FILE))
          ? Optional.of(
              new Trained(Artifact.open(artifact), directory.resolve(TrainedArtifact.REPORT)))
          : Optional.empty();
    }
  }

  StepOutcome<Trained> run(DatasetRef labelled) {
    JsonNode settings = TrainingSettings.of(job.settings(), job.model());
    return run(labelled, settings, job.seed());
  }

  /** Trains with other settings than those of the configuration. */
  StepOutcome<Trained> run(DatasetRef labelled, JsonNode settings, long seed) {
    WorkKey key =
        WorkKey.of(
            Map.of(
                "step",
                "train",
                "settings",
                settings,
                "labels",
                EtlSettings.labels(job.settings(), job.model()),
                "seed",
                seed,
                "model",
                job.model().id()),
            List.of(labelled.sha256()),
            job.codeRevision());
    Path directory = job.workspace().artifact(key.value());
    return new StepWork<>(
            "train",
            key,
            known -> Trained.in(directory),
            () -> made(train(labelled, settings, seed, directory)))
        .once(job.workspace().work());
  }

  static StepWork.Made<Trained> made(Trained trained) {
    String sha256 = trained.artifact().modelSha256();
    return new StepWork.Made<>(
        trained,
        Map.of("artifact", sha256, "directory", trained.artifact().directory().toString()),
        "model.onnx " + sha256.substring(0, 12));
  }

  private Trained train(DatasetRef labelled, JsonNode settings, long seed, Path directory) {
    String work = String.valueOf(directory.getFileName());
    Path checkpoints = job.workspace().checkpoints(work);
    TrainingContext context = job.training(seed, points, checkpoints);
    Trained committed =
        new TrainingCommit(directory, job.workspace().local(), signer)
            .of(
                artifact ->
                    Trainers.of(job.model().model())
                        .train(job.sparks().session(), labelled, settings, context, artifact));
    AtomicFiles.deleteTree(checkpoints);
    return committed;
  }
}
