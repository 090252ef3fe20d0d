package io.wiresmith.jobs.datasets;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.quarantine.QuarantineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The quarantines of a workspace. Which dataset one belongs to is told by the index of work: its
 * directory is named by the key of the extraction.
 *
 * @param workspace where they lie
 */
public record StoredQuarantines(Workspace workspace) {
  private static final int FEWEST_DIGITS = 6;

  /** All of them, the newest first. */
  public List<StoredQuarantine> all() {
    return AtomicFiles.list(workspace.root().resolve("quarantine")).stream()
        .filter(Files::isDirectory)
        .map(this::read)
        .sorted(Comparator.comparing(StoredQuarantine::at).reversed())
        .toList();
  }

  private StoredQuarantine read(Path directory) {
    String name = String.valueOf(directory.getFileName());
    Map<String, String> work = workspace.work().find(new WorkKey(name)).orElse(Map.of());
    return new StoredQuarantine(directory, work.getOrDefault("dataset", ""), written(directory));
  }

  private static Instant written(Path directory) {
    List<Path> entries = new ArrayList<>(AtomicFiles.list(directory));
    entries.add(directory);
    try {
      Instant last = Instant.EPOCH;
      for (Path entry : entries) {
        Instant time = Files.getLastModifiedTime(entry).toInstant();
        last = time.isAfter(last) ? time : last;
      }
      return last;
    } catch (IOException e) {
      throw AtomicFiles.failed("look at", directory, e);
    }
  }

  /**
   * What a person names: the first digits of a dataset's digest, of a run's key or of an
   * extraction's, an import, or {@code latest}. Where several extractions gave the dataset, the one
   * that was written last.
   *
   * @throws WiresmithException {@code NOT_FOUND} with the known ones
   */
  public StoredQuarantine find(String reference, StoredDatasets datasets) {
    List<StoredQuarantine> all = all();
    if (reference.equals("latest") && !all.isEmpty()) {
      return all.get(0);
    }
    if (reference.length() >= FEWEST_DIGITS) {
      List<String> raw = raw(reference, datasets);
      List<RunRecord> runs =
          workspace.runs().list().stream()
              .filter(run -> run.workKey().startsWith(reference))
              .toList();
      for (StoredQuarantine quarantine : all) {
        if (quarantine.name().startsWith(reference)
            || raw.contains(quarantine.dataset())
            || runs.stream().anyMatch(run -> wrote(run, quarantine))) {
          return quarantine;
        }
      }
    }
    throw new WiresmithException(
        ErrorCode.NOT_FOUND,
        "'%s' names no quarantine under %s. Give latest, or at least %d digits of a dataset, a run or one of: %s."
            .formatted(
                reference,
                workspace.root(),
                FEWEST_DIGITS,
                all.stream().limit(10).map(StoredQuarantines::brief).toList()));
  }

  /** The raw datasets that a reference means: by its own digest, or by that of what was made. */
  private static List<String> raw(String reference, StoredDatasets datasets) {
    List<String> raw = new ArrayList<>();
    for (StoredDataset dataset : datasets.all()) {
      if (dataset.sha256().startsWith(reference)) {
        raw.add(dataset.sha256());
        raw.addAll(dataset.manifest().parents());
      }
    }
    return raw;
  }

  /** A step that stopped has no key in its record: its time tells what it wrote. */
  private static boolean wrote(RunRecord run, StoredQuarantine quarantine) {
    for (StepRecord step : run.steps()) {
      if (!step.name().equals("extract")) {
        continue;
      }
      boolean within =
          step.state() == RunState.FAILED
              && quarantine.dataset().isEmpty()
              && !quarantine.at().isBefore(step.startedAt().minusSeconds(1))
              && !quarantine.at().isAfter(step.endedAt().orElse(step.startedAt()).plusSeconds(1));
      if (within || step.workKey().equals(quarantine.name())) {
        return true;
      }
    }
    return false;
  }

  /** Whether something writes into it just now. */
  static boolean inUse(StoredQuarantine quarantine) {
    return AtomicFiles.list(quarantine.directory().resolve(QuarantineReader.ROWS)).stream()
        .anyMatch(entry -> String.valueOf(entry.getFileName()).startsWith(".staging-"));
  }

  private static String brief(StoredQuarantine quarantine) {
    String name = quarantine.name();
    return name.startsWith("import-") ? name : name.substring(0, Math.min(12, name.length()));
  }
}
