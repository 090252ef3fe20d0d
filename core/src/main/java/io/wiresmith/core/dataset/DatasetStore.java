package io.wiresmith.core.dataset;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Datasets under a workspace, {@code <root>/<kind>/<model>/<sha256>/}. A directory without a
 * manifest does not exist for readers. Safe for several processes: parts have unique names, the
 * first manifest wins, and equal digests mean equal rows.
 *
 * @param root the workspace
 */
public record DatasetStore(Path root) {
  /** Where a dataset with that digest lies or would lie. */
  public Path directory(DatasetKind kind, ModelKey model, String sha256) {
    return root.resolve(kind.id()).resolve(model.id()).resolve(sha256);
  }

  /** The committed dataset with that digest, if there is one. */
  public Optional<DatasetRef> find(DatasetKind kind, ModelKey model, String sha256) {
    Path directory = directory(kind, model, sha256);
    return Files.isRegularFile(directory.resolve(DatasetManifest.FILE))
        ? Optional.of(open(directory))
        : Optional.empty();
  }

  /**
   * Opens a dataset by its directory.
   *
   * @throws WiresmithException {@code NOT_FOUND} without a manifest, {@code DIGEST_MISMATCH} if a
   *     file is missing or has another size
   */
  public static DatasetRef open(Path directory) {
    Path manifest = directory.resolve(DatasetManifest.FILE);
    if (!Files.isRegularFile(manifest)) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          directory + " is no dataset: it has no " + DatasetManifest.FILE + ".");
    }
    DatasetRef ref = new DatasetRef(directory, Json.read(manifest, DatasetManifest.class));
    ref.manifest().files().forEach(file -> check(directory, file));
    return ref;
  }

  /**
   * Writes the manifest, which makes the dataset visible; a dataset that is there already stays.
   */
  public DatasetRef commit(DatasetManifest manifest) {
    Path directory = directory(manifest.kind(), manifest.model(), manifest.sha256());
    Path file = directory.resolve(DatasetManifest.FILE);
    if (!Files.isRegularFile(file)) {
      AtomicFiles.write(file, Json.bytes(manifest));
    }
    return open(directory);
  }

  private static void check(Path directory, DatasetFile file) {
    Path path = directory.resolve(file.name());
    try {
      long size = Files.size(path);
      if (size != file.bytes()) {
        throw new WiresmithException(
            ErrorCode.DIGEST_MISMATCH,
            "%s has %d bytes, its manifest says %d. Remove %s and run again."
                .formatted(path, size, file.bytes(), directory));
      }
    } catch (IOException e) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          path + " is missing, its manifest names it. Remove " + directory + " and run again.",
          e);
    }
  }
}
