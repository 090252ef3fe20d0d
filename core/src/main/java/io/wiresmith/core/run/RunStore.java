package io.wiresmith.core.run;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Run records under {@code <workspace>/runs/<workKey>/}: {@code run.json} and one file for each
 * step.
 *
 * @param root the directory {@code runs}
 */
public record RunStore(Path root) {
  private static final String FILE = "run.json";

  /**
   * Holds a run while its process goes on with it; empty where files cannot be held. Each process
   * has a file of its own, so that none waits for the lock of a dead one.
   */
  public Optional<HeldFile> hold(RunRecord run) {
    try {
      Path lock = lock(run);
      return HeldFile.possibleAt(lock) ? HeldFile.tryHold(lock) : Optional.empty();
    } catch (WiresmithException e) {
      return Optional.empty();
    }
  }

  private Path lock(RunRecord run) {
    String process = Sha256.of(run.process()).substring(0, 16);
    return root.resolve(run.workKey()).resolve(".held-" + process);
  }

  /**
   * Whether a run claims to go on while its process is gone for sure. Machines that share a
   * workspace share its locks; where there are none, only a process of this machine is known.
   */
  public boolean interrupted(RunRecord run) {
    if (run.state() != RunState.RUNNING) {
      return false;
    }
    Path lock = lock(run);
    if (!HeldFile.possibleAt(lock) || !Files.isRegularFile(lock)) {
      return new Owner(run.process()).dead();
    }
    try {
      Optional<HeldFile> free = HeldFile.tryHold(lock);
      free.ifPresent(HeldFile::close);
      return free.isPresent();
    } catch (WiresmithException e) { // Who may only read cannot ask.
      return new Owner(run.process()).dead();
    }
  }

  /** Writes a record and those of its steps; a reader sees whole files. */
  public void save(RunRecord run) {
    Path directory = root.resolve(run.workKey());
    for (StepRecord step : run.steps()) {
      AtomicFiles.write(
          directory.resolve("steps").resolve(step.name() + ".json"), Json.bytes(step));
    }
    AtomicFiles.write(directory.resolve(FILE), Json.bytes(run));
  }

  /** All runs, the latest first. */
  public List<RunRecord> list() {
    return AtomicFiles.list(root).stream()
        .map(directory -> directory.resolve(FILE))
        .filter(Files::isRegularFile)
        .map(file -> Json.read(file, RunRecord.class))
        .sorted(Comparator.comparing(RunRecord::updatedAt).reversed())
        .toList();
  }

  /**
   * The run whose key starts with these digits; {@code latest} names the latest.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there is none or more than one
   */
  public RunRecord find(String prefix) {
    List<RunRecord> runs = list();
    List<RunRecord> found =
        prefix.equals("latest")
            ? runs.stream().limit(1).toList()
            : runs.stream().filter(run -> run.workKey().startsWith(prefix)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String known =
        String.join(", ", runs.stream().limit(5).map(r -> r.workKey().substring(0, 12)).toList());
    throw new WiresmithException(
        ErrorCode.NOTHING_TO_DO,
        "%s run under %s starts with '%s'. Latest runs: %s. See: bin/wiresmith runs list"
            .formatted(
                found.isEmpty() ? "No" : "More than one",
                root,
                prefix,
                known.isEmpty() ? "none" : known));
  }
}
