package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
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
 * Makes an artifact aside and renames, so that what is killed leaves nothing that looks done.
 *
 * @param directory where artifact and report are to be
 * @param signer signs the artifact, if there is one
 */
record TrainingCommit(Path directory, Optional<ArtifactSigner> signer) {
  private static final String ASIDE = ".training-";

  /**
   * Makes and commits.
   *
   * @param training makes an artifact in the directory that it is given
   */
  Trained of(Function<Path, TrainedArtifact> training) {
    sweep(AtomicFiles.directory(directory.resolveSibling("")));
    Path aside = directory.resolveSibling(ASIDE + ProcessHandle.current().pid());
    AtomicFiles.deleteTree(aside);
    AtomicFiles.directory(aside);
    try {
      TrainedArtifact trained = training.apply(aside.resolve(Trained.ARTIFACT));
      AtomicFiles.write(aside.resolve(TrainedArtifact.REPORT), Json.bytes(trained.report()));
      signer.ifPresent(it -> it.sign(trained.artifact()));
      return committed(aside);
    } finally {
      AtomicFiles.deleteTree(aside);
    }
  }

  /** Removes what trainings of processes that are gone have left. */
  private static void sweep(Path artifacts) {
    for (Path entry : AtomicFiles.list(artifacts)) {
      String name = entry.getFileName().toString();
      if (name.startsWith(ASIDE)
          && ProcessHandle.of(Long.parseLong(name.substring(ASIDE.length())))
              .filter(ProcessHandle::isAlive)
              .isEmpty()) {
        AtomicFiles.deleteTree(entry);
      }
    }
  }

  private Trained committed(Path aside) {
    try {
      Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process did the same work first: the same key, the same bytes.
      return Trained.in(directory)
          .orElseThrow(() -> AtomicFiles.failed("commit the training to", directory, e));
    }
    return Trained.in(directory)
        .orElseThrow(
            () -> AtomicFiles.failed("find the training in", directory, new IOException("gone")));
  }
}
