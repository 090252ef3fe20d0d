package io.wiresmith.jobs.datasets;

import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is to be removed.
 *
 * @param datasets the datasets
 * @param quarantines the quarantines of their extractions, and old ones of no dataset
 * @param needed old datasets that stay, with the reason
 */
public record PrunePlan(
    List<StoredDataset> datasets,
    List<StoredQuarantine> quarantines,
    Map<StoredDataset, String> needed) {
  /** Copies the collections. */
  public PrunePlan {
    datasets = List.copyOf(datasets);
    quarantines = List.copyOf(quarantines);
    needed = new LinkedHashMap<>(needed);
  }

  /** Bytes on the disk of everything that is to be removed. */
  public long bytes() {
    return Stream.concat(
            datasets.stream().map(StoredDataset::directory),
            quarantines.stream().map(StoredQuarantine::directory))
        .mapToLong(PrunePlan::bytes)
        .sum();
  }

  private static long bytes(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile).mapToLong(PrunePlan::size).sum();
    } catch (IOException | UncheckedIOException e) {
      throw AtomicFiles.failed(
          "look at", directory, e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // Somebody else removed it.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes it: of each dataset the manifest first, so that nothing half-removed is seen. */
  public void carryOut() {
    for (StoredDataset dataset : datasets) {
      Path manifest = dataset.directory().resolve(DatasetManifest.FILE);
      try {
        Files.deleteIfExists(manifest);
        AtomicFiles.syncDirectory(dataset.directory());
      } catch (IOException e) {
        throw AtomicFiles.failed("remove", manifest, e);
      }
      AtomicFiles.deleteTree(dataset.directory());
    }
    quarantines.forEach(quarantine -> AtomicFiles.deleteTree(quarantine.directory()));
  }
}
