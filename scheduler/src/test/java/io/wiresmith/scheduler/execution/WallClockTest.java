package io.wiresmith.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody sets the wall clock while a window runs, with a time limit of an hour. */
class WallClockTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofHours(1);
  private static final WindowKey KEY =
      TestingSchedules.sundays(CatchUp.ALL).at(Instant.parse("2026-11-01T02:00:00Z"));

  @TempDir Path directory;

  private final TestingClock wall = new TestingClock(Instant.parse("2026-11-01T12:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong looks = new AtomicLong();
  private final Stop stop = new Stop();
  private RunLedger ledger;
  private CompletableFuture<Ending> running;

  @BeforeEach
  void begin() {
    ledger = SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), wall);
    ledger.record(List.of(new DueWindow(KEY, LedgerState.PENDING, "")));
    String script = "until [ -e $ALL/go ]; do sleep 0.05; done\n" + TestingWork.BLESSED;
    ExecutionPolicy policy = new ExecutionPolicy(3, LEASE, LEASE, LIMIT, LEASE);
    WindowRunner runner =
        new WindowRunner(
            ledger,
            new TestingWork(directory, script),
            policy,
            new Clocks(wall, this::look),
            stop,
            line -> {});
    running = CompletableFuture.supplyAsync(() -> runner.run(KEY, row().seen()).orElseThrow());
    looked();
  }

  @AfterEach
  void end() {
    stop.request();
    running.join();
    ledger.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5H", "-PT5H"})
  void endsNoRunForItsTimeLimitAndRenewsNoLease(Duration jump) throws IOException {
    Instant until = row().lease().until();

    wall.pass(jump);
    looked();

    assertThat(row().lease().until()).isEqualTo(until);
    Files.createFile(directory.resolve("go"));
    assertThat(running.join().state()).isEqualTo(LedgerState.DONE);
    assertThat(row().times().updated()).as("what is written down").isEqualTo(wall.instant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT5H", "-PT5H"})
  void keepsNoLeaseFromItsRenewal(Duration jump) {
    wall.pass(jump);
    nanos.addAndGet(LEASE.dividedBy(3).toNanos());

    Instant renewed = wall.instant().plus(LEASE);
    Eventually.holds("the lease is renewed", DEADLINE, () -> row().lease().until().equals(renewed));
  }

  @Test
  void keepsNoRunBeyondItsTimeLimit() {
    wall.pass(Duration.ofHours(-5));
    nanos.addAndGet(LIMIT.toNanos());

    Ending ending = running.join();

    assertThat(ending.state()).isEqualTo(LedgerState.FAILED);
    assertThat(ending.cause()).isEqualTo("it took longer than PT1H and was ended");
  }

  private long look() {
    looks.incrementAndGet();
    return nanos.get();
  }

  /** The runner has looked at its clocks since. */
  private void looked() {
    long before = looks.get();
    Eventually.holds("the runner looks", DEADLINE, () -> looks.get() > before + 6);
  }

  private LedgerRun row() {
    return ledger.find(KEY).orElseThrow();
  }
}
