package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads every file of a version and says all that is wrong with it. */
record VersionCheck(ModelDirectory model, int number) {
  void run() {
    Path home = model.version(number);
    Path commit = home.resolve(StoredVersion.FILE);
    if (!java.nio.file.Files.isRegularFile(commit)) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH, commit + " is missing. Restore it, or use another version.");
    }
    StoredVersion stored = StoredVersion.read(commit, model.key(), number);
    List<String> faults = new ArrayList<>();
    stored.files().forEach((name, sha) -> check(faults, home.resolve(name), sha));
    Path run = model.run(stored.runId());
    stored.runFiles().forEach((name, sha) -> check(faults, run.resolve(name), sha));
    for (Path entry : AtomicFiles.list(home)) {
      String name = entry.getFileName().toString();
      if (!stored.files().containsKey(name) && !name.equals(StoredVersion.FILE)) {
        faults.add(entry + " does not belong to this version. Remove it.");
      }
    }
    if (faults.isEmpty()) {
      manifest(faults, home.resolve(ArtifactManifest.FILE), stored.files());
    }
    if (!faults.isEmpty()) {
      throw new WiresmithException(ErrorCode.DIGEST_MISMATCH, String.join("\n", faults));
    }
  }

  private static void check(List<String> faults, Path file, String sha256) {
    new BoundFile(file, sha256).fault().ifPresent(faults::add);
  }

  private static void manifest(List<String> faults, Path file, Map<String, String> files) {
    Map<String, String> others = new TreeMap<>(files);
    others.keySet().removeAll(List.of(ArtifactManifest.FILE, Artifact.SIGNATURE));
    if (!Json.read(file, ArtifactManifest.class).files().equals(others)) {
      faults.add(file + " and " + StoredVersion.FILE + " name different digests. Restore them.");
    }
  }
}
