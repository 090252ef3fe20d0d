package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.DatasetRef;
import io.wiresmith.core.dataset.DatasetStore;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Locations;
import io.wiresmith.core.run.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds what a person names by a directory or by the first digits of a digest.
 *
 * @param workspace where to look for digests
 */
public record References(Workspace workspace) {
  private static final int FEWEST_DIGITS = 6;

  /**
   * A dataset.
   *
   * @throws WiresmithException {@code NOT_FOUND} with the known ones
   */
  public DatasetRef dataset(DatasetKind kind, ModelKey model, String reference) {
    Path directory = Locations.path(reference);
    if (Files.isRegularFile(directory.resolve(DatasetManifest.FILE))) {
      return DatasetStore.open(directory);
    }
    Path home = workspace.root().resolve(kind.id()).resolve(model.id());
    return DatasetStore.open(one(home, reference, DatasetManifest.FILE, kind.id() + " dataset"));
  }

  /** An artifact made here, or in any directory. */
  public Artifact artifact(String reference) {
    Path directory = Locations.path(reference);
    if (Files.isRegularFile(directory.resolve(ArtifactManifest.FILE))) {
      return Artifact.open(directory);
    }
    Path home = workspace.root().resolve("artifacts");
    return Artifact.open(
        one(home, reference, "artifact/" + ArtifactManifest.FILE, "artifact").resolve("artifact"));
  }

  private static Path one(Path home, String prefix, String file, String what) {
    List<Path> known =
        AtomicFiles.list(home).stream()
            .filter(entry -> Files.isRegularFile(entry.resolve(file)))
            .toList();
    List<Path> found =
        known.stream().filter(entry -> entry.getFileName().toString().startsWith(prefix)).toList();
    if (found.size() == 1 && prefix.length() >= FEWEST_DIGITS) {
      return found.get(0);
    }
    List<String> names =
        known.stream().map(entry -> entry.getFileName().toString().substring(0, 12)).toList();
    throw new WiresmithException(
        ErrorCode.NOT_FOUND,
        "'%s' names %d %ss under %s. Give a directory or at least %d digits of one of: %s."
            .formatted(prefix, found.size(), what, home, FEWEST_DIGITS, names));
  }
}
