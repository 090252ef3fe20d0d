package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.jobs.config.SigningSettings;
import io.wiresmith.jobs.pipeline.TrainStep.Trained;
import io.wiresmith.training.checkpoint.CheckpointStore;
import io.wiresmith.training.checkpoint.Rollback;
import io.wiresmith.training.checkpoint.SoundCheckpoint;
import io.wiresmith.training.contract.TrainingContext;
import io.wiresmith.training.fields.CheckpointArtifact;
import io.wiresmith.training.fields.TaggerCheckpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A kept checkpoint in, its artifact out. */
record CheckpointStep(Job job) {
  /** The checkpoints that people keep. */
  CheckpointStore store() {
    return TaggerCheckpoints.in(job.workspace().checkpoints(TaggerCheckpoints.MODEL));
  }

  /** The labelled datasets that a checkpoint has learned from; they must be in the workspace. */
  List<DatasetRef> learned(SoundCheckpoint checkpoint) {
    References references = new References(job.workspace());
    return checkpoint.manifest().about().data().stream()
        .map(digest -> references.dataset(DatasetKind.LABELLED, job.model(), digest))
        .toList();
  }

  /** The artifact of a checkpoint by name, made or found. */
  StepOutcome<Trained> run(String name) {
    CheckpointStore store = store();
    SoundCheckpoint checkpoint = new Rollback(store).proven(store.find(name));
    WorkKey key =
        WorkKey.of(
            Map.of("step", "export", "checkpoint", checkpoint.manifest().sha256()),
            checkpoint.manifest().about().data(),
            job.codeRevision());
    Path directory = job.workspace().artifact(key.value());
    return new StepWork<>(
            "train",
            key,
            known -> Trained.in(directory),
            () -> TrainStep.made(exported(checkpoint, directory)))
        .once(job.workspace().work());
  }

  private Trained exported(SoundCheckpoint checkpoint, Path directory) {
    TrainingContext context = job.training(job.seed(), point -> {}, directory);
    CheckpointArtifact artifact =
        new CheckpointArtifact(job.sparks().session(), checkpoint, learned(checkpoint));
    return new TrainingCommit(
            directory, job.workspace().local(), SigningSettings.signer(job.settings()))
        .of(into -> artifact.export(context, into));
  }
}
