package io.wiresmith.scheduler.simulation;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.scheduler.execution.RunCommand;
import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The work of a year: some windows are run for real, the others by {@link RecordedRun}.
 *
 * @param directory where everything of the simulation is
 * @param faults what goes wrong, by the end of the window
 * @param real how windows are run for real
 * @param realWindows ends of those that are
 */
record SimulatedWork(
    Path directory, Map<Instant, Fault> faults, RealWork real, Set<Instant> realWindows)
    implements WindowWork {
  /** A file that says that what was wrong with a run is mended. */
  static final String MENDED = "mended";

  boolean isReal(WindowKey key) {
    return realWindows.contains(key.window().until());
  }

  Fault fault(WindowKey key) {
    return faults.getOrDefault(key.window().until(), Fault.NONE);
  }

  @Override
  public WorkDigest digest(WindowKey key) {
    return isReal(key)
        ? real.work(key).digest(key)
        : new WorkDigest(Sha256.of(key.id() + "\nrecorded"), "recorded", "recorded", "recorded");
  }

  @Override
  public Instant completeAt(WindowKey key) {
    return isReal(key) ? real.work(key).completeAt(key) : key.window().until();
  }

  @Override
  public RunCommand command(WindowKey key, WorkDigest work) {
    if (isReal(key)) {
      return real.work(key).command(key, work);
    }
    Path run = run(work.key());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> words =
        List.of(
            java.toString(),
            "-Xmx48m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-cp",
            System.getProperty("java.class.path"),
            RecordedRun.class.getName(),
            run.toString(),
            AtomicFiles.directory(published()).toString(),
            recording().toString(),
            work.key(),
            fault(key).name());
    return new RunCommand(words, Map.of("command", "recorded run"), run, directory.resolve("logs"));
  }

  /** Keeps what the steps of a real run came to, for the recorded ones. */
  void record(WindowKey key) {
    Path file = command(key, digest(key)).runDirectory().resolve("run.json");
    if (Files.isRegularFile(file)) {
      AtomicFiles.write(recording(), AtomicFiles.read(file));
    }
  }

  private Path recording() {
    return directory.resolve("recording.json");
  }

  /** What a window left for others to see. */
  int effects(WindowKey key) {
    if (isReal(key)) {
      return real.effects(key);
    }
    String run = digest(key).key() + "-";
    return (int)
        AtomicFiles.list(published()).stream()
            .filter(file -> file.getFileName().toString().startsWith(run))
            .count();
  }

  /** The telemetry has come, the database is back. */
  void mend(WindowKey key) {
    mark(key, MENDED);
  }

  /** Lets a run go on that waits in the middle. */
  void letGo(WindowKey key) {
    mark(key, RecordedRun.GO);
  }

  /** Whether the run's process has come to where it waits. */
  boolean waits(WindowKey key) {
    return Files.exists(run(digest(key).key()).resolve(RecordedRun.WAITED + 1));
  }

  /** Whether so many of the run's processes have come to an end of their own. */
  boolean ended(WindowKey key, int processes) {
    return Files.exists(run(digest(key).key()).resolve(RecordedRun.ENDED + processes));
  }

  private void mark(WindowKey key, String name) {
    AtomicFiles.write(AtomicFiles.directory(run(digest(key).key())).resolve(name), "");
  }

  private Path run(String key) {
    return directory.resolve("recorded").resolve(key);
  }

  private Path published() {
    return directory.resolve("published");
  }
}
