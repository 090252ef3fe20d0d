package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldDirectory;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Locations;
import io.wiresmith.core.signing.ArtifactSigner;
import io.wiresmith.jobs.pipeline.TrainStep.Trained;
import io.wiresmith.training.contract.TrainedArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes an artifact aside and renames, so that what is killed leaves nothing that looks done. Where
 * the workspace is not on this machine it is made here, and put there with its manifest last.
 *
 * @param directory where artifact and report are to be
 * @param local the workspace's directory of this machine
 * @param signer signs the artifact, if there is one
 */
record TrainingCommit(Path directory, Path local, Optional<ArtifactSigner> signer) {
  /**
   * Makes and commits.
   *
   * @param training makes an artifact in the directory that it is given
   */
  Trained of(Function<Path, TrainedArtifact> training) {
    Path artifacts = AtomicFiles.directory(local.resolve("artifacts"));
    try (HeldDirectory held = HeldDirectory.open(artifacts, ".training-")) {
      Path aside = AtomicFiles.directory(held.path().resolve("made"));
      TrainedArtifact trained = training.apply(aside.resolve(Trained.ARTIFACT));
      AtomicFiles.write(aside.resolve(TrainedArtifact.REPORT), Json.bytes(trained.report()));
      signer.ifPresent(it -> it.sign(trained.artifact()));
      return Locations.onThisMachine(directory) ? committed(aside) : copied(aside);
    }
  }

  /** File by file, the report first and the artifact's manifest last. */
  private Trained copied(Path aside) {
    Path report = aside.resolve(TrainedArtifact.REPORT);
    AtomicFiles.write(directory.resolve(TrainedArtifact.REPORT), AtomicFiles.read(report));
    Artifact.open(aside.resolve(Trained.ARTIFACT)).copyTo(directory.resolve(Trained.ARTIFACT));
    return there();
  }

  private Trained committed(Path aside) {
    try {
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process did the same work first: the same key, the same bytes.
      return Trained.in(directory)
          .orElseThrow(() -> AtomicFiles.failed("commit the training to", directory, e));
    }
    return there();
  }

  private Trained there() {
    return Trained.in(directory)
        .orElseThrow(
            () -> AtomicFiles.failed("find the training in", directory, new IOException("gone")));
  }
}
