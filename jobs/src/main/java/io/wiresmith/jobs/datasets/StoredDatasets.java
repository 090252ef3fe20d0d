package io.wiresmith.jobs.datasets;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Locations;
import io.wiresmith.core.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The datasets of a workspace, as they lie there.
 *
 * @param all the readable ones, the newest first
 * @param damaged directories whose manifest cannot be read
 */
public record StoredDatasets(List<StoredDataset> all, List<Path> damaged) {
  private static final int FEWEST_DIGITS = 6;

  /** Copies the lists. */
  public StoredDatasets {
    all = List.copyOf(all);
    damaged = List.copyOf(damaged);
  }

  /** Reads the manifests of a workspace. */
  public static StoredDatasets in(Workspace workspace) {
    List<StoredDataset> all = new ArrayList<>();
    List<Path> damaged = new ArrayList<>();
    for (DatasetKind kind : DatasetKind.values()) {
      for (Path model : AtomicFiles.list(workspace.root().resolve(kind.id()))) {
        for (Path directory : AtomicFiles.list(model)) {
          if (Files.isRegularFile(directory.resolve(DatasetManifest.FILE))) {
            read(directory).ifPresentOrElse(all::add, () -> damaged.add(directory));
          }
        }
      }
    }
    all.sort(Comparator.comparing(StoredDataset::committedAt).reversed());
    return new StoredDatasets(all, damaged);
  }

  private static Optional<StoredDataset> read(Path directory) {
    Path file = directory.resolve(DatasetManifest.FILE);
    try {
      return Optional.of(
          new StoredDataset(
              directory,
              Json.read(file, DatasetManifest.class),
              Files.getLastModifiedTime(file).toInstant()));
    } catch (WiresmithException e) {
      return Optional.empty(); // One that is damaged must not hide the others.
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
  }

  /**
   * What a person names by a directory, the first digits of a digest, or {@code latest}.
   *
   * @throws WiresmithException {@code NOT_FOUND} with the known ones
   */
  public StoredDataset find(String reference) {
    Path directory = Locations.path(reference);
    if (Files.isRegularFile(directory.resolve(DatasetManifest.FILE))) {
      return read(directory).orElseThrow(() -> unreadable(directory));
    }
    if (reference.equals("latest") && !all.isEmpty()) {
      return all.get(0);
    }
    List<StoredDataset> found =
        all.stream().filter(dataset -> dataset.sha256().startsWith(reference)).toList();
    if (found.size() == 1 && reference.length() >= FEWEST_DIGITS) {
      return found.get(0);
    }
    throw new WiresmithException(
        ErrorCode.NOT_FOUND,
        "'%s' names %d datasets. Give a directory, latest, or at least %d digits of one of: %s. See: bin/wiresmith datasets list"
            .formatted(
                reference,
                found.size(),
                FEWEST_DIGITS,
                all.stream().limit(10).map(StoredDataset::brief).toList()));
  }

  private static WiresmithException unreadable(Path directory) {
    return new WiresmithException(
        ErrorCode.DIGEST_MISMATCH,
        directory.resolve(DatasetManifest.FILE)
            + " cannot be read. Remove the directory and run again.");
  }
}
