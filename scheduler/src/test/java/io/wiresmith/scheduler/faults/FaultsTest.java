package io.wiresmith.scheduler.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.execution.TestingWork;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.TestingPostgresql;
import io.wiresmith.scheduler.schedule.DueWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two schedulers on one PostgreSQL, killed, stopped and given wrong clocks while they do many
 * windows. {@code -Dwiresmith.windows=10000 -Dwiresmith.kills=200 -Dwiresmith.stops=200
 * -Dwiresmith.jumps=200} is the slow proof.
 */
class FaultsTest {
  private static final int WINDOWS = Integer.getInteger("wiresmith.windows", 60);
  private static final int KILLS = Integer.getInteger("wiresmith.kills", 3);
  private static final int STOPS = Integer.getInteger("wiresmith.stops", 2);
  private static final int JUMPS = Integer.getInteger("wiresmith.jumps", 3);
  private static final Duration DEADLINE = Duration.ofMinutes(2 + WINDOWS / 100);

  /** Noon, so that no jump of less than ten hours crosses a firing. */
  private static final Instant BEGIN = Instant.parse("1990-01-01T12:00:00Z");

  private static final int NODES = 2;

  /**
   * The effect of a window, as a run has it: work that was done before is found by its key;
   * otherwise it takes a while, asks the ledger for its lease, and commits. No constraint of the
   * table keeps a second effect out.
   */
  private static final String WORK =
      """
      found=$(%1$s -c "SELECT count(*) FROM effect WHERE work = '$KEY'") || exit 75
      if [ "$found" = 0 ]; then
        sleep 0.0$((RANDOM %% 10))
        kept=$(%1$s -c "INSERT INTO effect SELECT '$KEY', fence FROM ledger_run WHERE id || ':' || fence = '$WIRESMITH_LEASE' AND state = 'RUNNING' AND cancel = 0 RETURNING 1") || exit 75
        [ "$kept" = 1 ] || exit 75
      fi
      """
          + TestingWork.BLESSED;

  private enum Fault {
    KILL,
    STOP,
    JUMP
  }

  @TempDir Path directory;

  private final Random random = new Random(Long.getLong("wiresmith.seed", 1));
  private final List<Process> nodes = new ArrayList<>();
  private TestingPostgresql server;
  private String url = "";
  private String psql = "";
  private int orphans;

  @BeforeEach
  void serve() throws Exception {
    server = TestingPostgresql.start();
    url = server.database("ledger");
    psql = server.psql("ledger");
    Files.writeString(directory.resolve(NodeProcess.SCRIPT), WORK.formatted(psql));
    TestingClock clock = new TestingClock(BEGIN);
    try (RunLedger ledger = SqlLedger.open(url, TestingPostgresql.environment(), clock)) {
      new DueWindows(ledger, clock, BEGIN).record(NodeProcess.DAILY);
    }
    said("CREATE TABLE effect (work TEXT, fence BIGINT)");
  }

  @AfterEach
  void end() {
    nodes.forEach(Process::destroyForcibly);
    server.close();
  }

  @Test
  void everyWindowTakesEffectOnceWhateverHappensToTheNodes() throws Exception {
    for (int node = 0; node < NODES; node++) {
      FileClock.set(clock(node), ahead());
      nodes.add(started(node));
    }
    List<Fault> faults = faults();
    for (int i = 0; i < faults.size(); i++) {
      long due = (long) WINDOWS * i / faults.size();
      Eventually.holds(due + " windows are done", DEADLINE, () -> done() >= due);
      happens(faults.get(i), random.nextInt(NODES));
    }
    for (int node = 0; node < NODES; node++) { // past whatever a clock that ran ahead has set
      FileClock.set(clock(node), ahead().plusHours(3));
    }
    Eventually.holds("all windows are done", DEADLINE, () -> done() == WINDOWS);

    assertThat(said("SELECT count(*) FROM ledger_run")).isEqualTo("" + WINDOWS);
    assertThat(said("SELECT count(*) FROM effect")).as("effects").isEqualTo("" + WINDOWS);
    assertThat(said("SELECT count(DISTINCT work) FROM effect")).isEqualTo("" + WINDOWS);
    System.out.printf(
        "%,d windows on %d nodes, %d kills (%d left runs behind), %d stops, %d jumps of clocks: %s tries, 0 duplicate, 0 missing effects%n",
        WINDOWS, NODES, KILLS, orphans, STOPS, JUMPS, said("SELECT count(*) FROM ledger_attempt"));
  }

  private List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    faults.addAll(Collections.nCopies(KILLS, Fault.KILL));
    faults.addAll(Collections.nCopies(STOPS, Fault.STOP));
    faults.addAll(Collections.nCopies(JUMPS, Fault.JUMP));
    Collections.shuffle(faults, random);
    return faults;
  }

  private void happens(Fault fault, int node) throws Exception {
    switch (fault) {
      case KILL -> {
        List<ProcessHandle> runs = nodes.get(node).descendants().toList();
        boolean alone = random.nextBoolean(); // its runs go on, as after a crash of the node alone
        orphans += alone && !runs.isEmpty() ? 1 : 0;
        nodes.get(node).destroyForcibly().waitFor();
        if (!alone) {
          runs.forEach(ProcessHandle::destroyForcibly);
        }
        nodes.set(node, started(node));
      }
      case STOP -> {
        nodes.get(node).destroy();
        assertThat(nodes.get(node).waitFor()).as("a clean stop").isEqualTo(143);
        nodes.set(node, started(node));
      }
      case JUMP -> FileClock.set(clock(node), ahead().plusSeconds(random.nextInt(7200) - 3600));
    }
  }

  /** All windows are due, and no more. */
  private static Duration ahead() {
    return Duration.between(Instant.now(), BEGIN.plus(Duration.ofDays(WINDOWS)));
  }

  private Path clock(int node) {
    return directory.resolve("clock-" + node);
  }

  private Process started(int node) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            NodeProcess.class.getName(),
            url,
            directory.toString(),
            clock(node).toString())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("node-" + node + ".log").toFile()))
        .start();
  }

  private long done() {
    return Long.parseLong(said("SELECT count(*) FROM ledger_run WHERE state = 'DONE'"));
  }

  private String said(String sql) {
    try {
      Process process =
          new ProcessBuilder("bash", "-c", psql + " -c \"$0\"", sql)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes()).strip();
      assertThat(process.waitFor()).as(said).isZero();
      return said;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
