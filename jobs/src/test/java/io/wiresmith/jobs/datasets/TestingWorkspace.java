package io.wiresmith.jobs.datasets;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.dataset.DatasetFile;
import io.wiresmith.core.dataset.DatasetKind;
import io.wiresmith.core.dataset.DatasetManifest;
import io.wiresmith.core.dataset.RowCounts;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.run.RunRecord;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.core.run.WorkKey;
import io.wiresmith.core.run.Workspace;
import io.wiresmith.jobs.quarantine.QuarantineWriter;
import io.wiresmith.jobs.quarantine.RefusedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workspace whose datasets hold no rows, with runs and quarantines. */
final class TestingWorkspace {
  static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
  static final ModelKey MODEL = ModelKey.of(ModelId.COMPRESSION);

  final Workspace workspace;

  TestingWorkspace(Path root) {
    workspace = new Workspace(root);
  }

  /** Makes a dataset that was committed so many days ago; returns its digest. */
  String dataset(DatasetKind kind, int daysAgo, String... parents) {
    String sha256 = Sha256.of(kind + " of " + daysAgo + " days ago");
    Path directory = workspace.datasets().directory(kind, MODEL, sha256);
    AtomicFiles.write(directory.resolve("part-1.parquet"), new byte[1_000]);
    workspace
        .datasets()
        .commit(
            new DatasetManifest(
                kind,
                MODEL,
                sha256,
                List.of(new DatasetFile("part-1.parquet", 1_000, "", 0)),
                List.of(),
                new Window(NOW.minus(Duration.ofDays(30)), NOW),
                "test.lp",
                RowCounts.unchanged(0),
                Map.of(),
                Map.of(),
                List.of(parents),
                "code",
                Map.of()));
    age(directory.resolve(DatasetManifest.FILE), daysAgo);
    return sha256;
  }

  boolean holds(String sha256) {
    return StoredDatasets.in(workspace).all().stream()
        .anyMatch(dataset -> dataset.sha256().equals(sha256));
  }

  /** A run so many days ago, whose steps gave these datasets. */
  String run(RunState state, int daysAgo, String... datasets) {
    String key = Sha256.of("run " + state + daysAgo);
    Instant at = NOW.minus(Duration.ofDays(daysAgo));
    List<StepRecord> steps =
        java.util.Arrays.stream(datasets)
            .map(
                dataset ->
                    new StepRecord(
                        "step-" + dataset.substring(0, 6),
                        RunState.DONE,
                        "",
                        at,
                        Optional.of(at),
                        false,
                        Map.of("dataset", dataset),
                        ""))
            .toList();
    save(key, state, at, steps);
    return key;
  }

  void save(String key, RunState state, Instant at, List<StepRecord> steps) {
    String process = Owner.here().name();
    workspace
        .runs()
        .save(
            new RunRecord(
                key,
                MODEL,
                state,
                Map.of(),
                at,
                at,
                process,
                steps,
                Optional.empty(),
                "",
                Optional.empty()));
  }

  /** A quarantine of so many days ago; that of a dataset's extraction, if one is named. */
  Path quarantine(String name, String dataset, int daysAgo, RefusedRow... rows) {
    Path directory = workspace.quarantine(name);
    try (QuarantineWriter writer = new QuarantineWriter(directory)) {
      for (RefusedRow row : rows) {
        writer.put(row);
      }
      writer.commit();
    }
    if (!dataset.isEmpty()) {
      workspace.work().save(new WorkKey(name), Map.of("dataset", dataset));
    }
    AtomicFiles.list(directory).forEach(entry -> age(entry, daysAgo));
    age(directory, daysAgo);
    return directory;
  }

  private static void age(Path file, int daysAgo) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofDays(daysAgo))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
