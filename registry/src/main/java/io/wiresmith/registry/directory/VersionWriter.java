package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes one version: staged under a hidden name, synced, then renamed. Holds the model's lock. */
record VersionWriter(ModelDirectory model) {
  private static final String STAGING = ".staging-";
  private static final String REMOVED = ".removed-";
  private static final Pattern REMOVED_NAME =
      Pattern.compile(Pattern.quote(REMOVED) + "([1-9][0-9]{0,8})-.*");

  /** First the run, which nobody refers to yet; then the version, whose rename is the commit. */
  void write(Registration registration, int number, String semVer, String runId, Instant at) {
    Map<String, byte[]> run = new TreeMap<>();
    registration.runFiles().forEach((name, file) -> run.put(name, AtomicFiles.read(file)));
    Map<String, byte[]> version = registration.artifact().files();
    StoredVersion stored =
        new StoredVersion(
            registration.artifact().key().id(),
            number,
            semVer,
            at,
            runId,
            digests(version),
            digests(run),
            registration.allTags(semVer),
            "");
    version.put(StoredVersion.FILE, Json.bytes(stored.sealed()));

    AtomicFiles.deleteTree(model.run(runId)); // Left by a process that died before its version.
    publish(run, model.runs(), runId);
    publish(version, model.home(), Integer.toString(number));
  }

  /** First the version, by a rename that is the commit; then what nothing refers to any more. */
  void remove(int number) {
    Path aside = model.home().resolve(REMOVED + number + "-" + UUID.randomUUID());
    Path target = model.version(number);
    try {
      Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.syncDirectory(model.home());
    } catch (IOException e) {
      throw AtomicFiles.failed("remove", target, e);
    }
    removeRest(aside, number);
  }

  /** The next writer does the same where a process died in it: what was moved aside goes last. */
  private void removeRest(Path aside, int number) {
    runOf(aside, number).ifPresent(run -> AtomicFiles.deleteTree(model.run(run)));
    AtomicFiles.deleteTree(model.tags(number));
    AtomicFiles.deleteTree(aside);
  }

  /** The run of what was moved aside, unless it is another version's too. */
  private Optional<String> runOf(Path aside, int number) {
    Path file = aside.resolve(StoredVersion.FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty(); // The run went before.
    }
    try {
      String run = StoredVersion.read(file, model.key(), number).runId();
      boolean shared =
          model.listing().sound().stream().anyMatch(other -> other.runId().equals(run));
      return shared ? Optional.empty() : Optional.of(run);
    } catch (WiresmithException e) {
      if (e.code() != ErrorCode.DIGEST_MISMATCH) {
        throw e;
      }
      return Optional.empty(); // It was damaged already: which run is its own cannot be told.
    }
  }

  /** Removes what dead processes have left; whoever holds the lock knows that they are dead. */
  void sweep() {
    for (Path entry : AtomicFiles.list(model.home())) {
      String name = entry.getFileName().toString();
      Matcher removed = REMOVED_NAME.matcher(name);
      if (removed.matches()) {
        removeRest(entry, Integer.parseInt(removed.group(1)));
      } else if (name.startsWith(STAGING)) {
        AtomicFiles.deleteTree(entry);
      }
      sweepFile(entry);
    }
    AtomicFiles.list(model.home().resolve("aliases")).forEach(VersionWriter::sweepFile);
    for (Path tags : AtomicFiles.list(model.home().resolve("tags"))) {
      AtomicFiles.list(tags).forEach(VersionWriter::sweepFile);
    }
  }

  private static void sweepFile(Path file) {
    String name = file.getFileName().toString();
    if (name.startsWith(".") && name.endsWith(".tmp")) {
      AtomicFiles.deleteTree(file);
    }
  }

  private static Map<String, String> digests(Map<String, byte[]> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    return digests;
  }

  private void publish(Map<String, byte[]> files, Path parent, String name) {
    Path target = parent.resolve(name);
    Path staging = model.home().resolve(STAGING + UUID.randomUUID());
    try {
      Files.createDirectories(staging);
      Files.createDirectories(parent);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        AtomicFiles.writeSynced(staging.resolve(file.getKey()), file.getValue());
      }
      AtomicFiles.syncDirectory(staging);
      Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.syncDirectory(parent);
    } catch (IOException e) {
      throw AtomicFiles.failed("write", target, e);
    } finally {
      AtomicFiles.deleteTree(staging);
    }
  }
}
