package io.wiresmith.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.scheduler.ledger.Attempt;
import io.wiresmith.scheduler.ledger.Claim;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.EventKind;
import io.wiresmith.scheduler.ledger.Lease;
import io.wiresmith.scheduler.ledger.LedgerEvent;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowRunnerTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final WindowKey KEY =
      TestingSchedules.sundays(CatchUp.ALL).at(Instant.parse("2026-11-01T02:00:00Z"));

  @TempDir Path directory;

  private final Stop stop = new Stop();
  private RunLedger ledger;
  private TestingWork work;

  @BeforeEach
  void open() {
    ledger = SqlLedger.open(file(), Map.of(), Clock.systemUTC());
    ledger.record(List.of(new DueWindow(KEY, LedgerState.PENDING, "")));
    work = new TestingWork(directory, TestingWork.BLESSED);
  }

  private String file() {
    return directory.resolve("ledger.db").toString();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void aRunWithAVerdictIsDone() {
    assertThat(run().state()).isEqualTo(LedgerState.DONE);

    LedgerRun row = row();
    assertThat(row.ending().verdict()).isEqualTo("blessed");
    assertThat(row.ending().references()).containsEntry("version", "3");
    assertThat(row.work().key()).isEqualTo(KEY.id() + "data");
    Attempt attempt = ledger.attempts(KEY).get(0);
    assertThat(attempt.log()).endsWith(KEY.id() + "-1.log");
    assertThat(attempt.owner()).isEqualTo(Owner.here().name());
  }

  @Test
  void whatTheGateRejectsIsDoneToo() {
    work.does(TestingWork.BLESSED.replace("blessed", "rejected") + "exit 10");

    Ending ending = run();

    assertThat(ending.state()).isEqualTo(LedgerState.DONE);
    assertThat(ending.verdict()).isEqualTo("rejected");
    assertThat(ending.exitCode()).isEqualTo(10);
  }

  @Test
  void errorsOfUsersAndDataAreNotTriedAgain() {
    work.does("echo 'wiresmith: 12 % of the rows are noise' >&2; exit 12");

    Ending ending = run();

    assertThat(ending.state()).isEqualTo(LedgerState.FAILED);
    assertThat(ending.exitCode()).isEqualTo(12);
    assertThat(ending.cause()).isEqualTo("12 % of the rows are noise");
  }

  @Test
  void aDependencyThatIsDownIsTriedAgainLaterAndLaterUntilTheTriesEnd() {
    work.does("echo 'wiresmith: InfluxDB is down'; exit 75");

    assertThat(run().state()).isEqualTo(LedgerState.RETRY);
    assertThat(run().state()).isEqualTo(LedgerState.RETRY);
    Ending last = run();

    assertThat(last.state()).isEqualTo(LedgerState.FAILED);
    assertThat(last.exitCode()).isEqualTo(75);
    assertThat(last.cause()).isEqualTo("after 3 tries: InfluxDB is down");
    assertThat(ledger.attempts(KEY)).hasSize(3);
  }

  @Test
  void aDefectWhilePlanningFailsTheWindowInsteadOfHoldingUpOthers() {
    work.defective();

    Ending ending = run();

    assertThat(ending.state()).isEqualTo(LedgerState.FAILED);
    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.cause())
        .startsWith("internal error: java.lang.IllegalStateException: a defect");
  }

  @Test
  void aProcessThatHearsTheSignalThatStopsUsCountsNoTry() {
    stop.request();
    work.does("kill -TERM $$");

    Ending ending = run();

    assertThat(ending.state()).isEqualTo(LedgerState.PENDING);
    assertThat(row().attempts()).isZero();
  }

  @Test
  void telemetryThatHasNotComeIsAnErrorOfItsOwn() {
    work.does(TestingWork.LATE);

    Ending ending = run();

    assertThat(ending.state()).isEqualTo(LedgerState.FAILED);
    assertThat(ending.references()).containsEntry(Ending.ERROR, "DATA_LATE");
    assertThat(ledger.outbox().events(KEY))
        .extracting(LedgerEvent::kind)
        .containsExactly(EventKind.DATA_LATE);
  }

  @Test
  void aWindowWhoseTelemetryMayStillComeWaitsUntilItHas() {
    Duration untilTomorrow =
        Duration.between(KEY.window().until(), Instant.now()).plus(Duration.ofDays(1));
    work.lag(untilTomorrow);
    work.does("touch $ALL/started; exit 1");

    Ending early = run();

    assertThat(early.state()).isEqualTo(LedgerState.PENDING);
    assertThat(row().attempts()).as("no try").isZero();
    assertThat(early.retryAt()).contains(KEY.window().until().plus(untilTomorrow));
    assertThat(early.cause()).startsWith("its telemetry may still come until ");
    assertThat(directory.resolve("started")).doesNotExist();
  }

  @Test
  void waitsGrowWithJitterUpToTheLongest() {
    ExecutionPolicy policy =
        new ExecutionPolicy(
            9, Duration.ofSeconds(10), Duration.ofSeconds(60), DEADLINE, Duration.ofSeconds(60));

    for (int i = 0; i < 200; i++) {
      java.util.random.RandomGenerator random = new java.util.Random(i);
      assertThat(policy.waitAfter(1, random))
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
      assertThat(policy.waitAfter(3, random))
          .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40));
      assertThat(policy.waitAfter(50, random))
          .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }
  }

  @Test
  void aProcessThatIsKilledIsTriedAgain() {
    work.does("kill -9 $$");

    assertThat(run().state()).isEqualTo(LedgerState.RETRY);

    work.does(TestingWork.BLESSED);

    assertThat(run().state()).isEqualTo(LedgerState.DONE);
    assertThat(row().attempts()).isEqualTo(2);
  }

  @Test
  void successWithoutAVerdictOfThePlannedWorkIsNone() {
    work.does(TestingWork.BLESSED.replace("'$KEY'", "other"));

    Ending ending = run();

    assertThat(ending.state()).isEqualTo(LedgerState.RETRY);
    assertThat(ending.cause()).contains("left no verdict of the planned work");
  }

  @Test
  void aTimeLimitEndsTheProcessAndItsChildren() throws IOException {
    work.does("echo $$ > $ALL/pid; sleep 600 & wait");
    WindowRunner runner = runner(policy(Duration.ofMillis(400), Duration.ofSeconds(60)));

    Ending ending = runner.run(KEY, row().seen()).orElseThrow();

    assertThat(ending.state()).isEqualTo(LedgerState.FAILED);
    assertThat(ending.cause()).contains("it took longer than PT0.4S");
    gone();
  }

  @Test
  void aCancelEndsTheProcess() throws IOException {
    work.does("echo $$ > $ALL/pid; sleep 600 & wait");
    CompletableFuture<Ending> running = CompletableFuture.supplyAsync(this::run);
    begun();

    assertThat(ledger.cancel(KEY)).isTrue();

    assertThat(running.join().state()).isEqualTo(LedgerState.CANCELLED);
    assertThat(row().state()).isEqualTo(LedgerState.CANCELLED);
    gone();
  }

  @Test
  void aSchedulerThatStopsLeavesTheWindowForTheNext() throws IOException {
    work.does("echo $$ > $ALL/pid; sleep 600 & wait");
    CompletableFuture<Ending> running = CompletableFuture.supplyAsync(this::run);
    begun();

    stop.request();

    assertThat(running.join().state()).isEqualTo(LedgerState.PENDING);
    assertThat(ledger.claimable(Set.of("compression"), 9)).hasSize(1);
    gone();
  }

  @Test
  void aWindowThatSomebodyElseTookIsLeftToThem() throws IOException {
    work.does("echo $$ > $ALL/pid; sleep 600 & wait");
    CompletableFuture<Boolean> running =
        CompletableFuture.supplyAsync(() -> runner().run(KEY, row().seen()).isPresent());
    begun();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    Lease theirs;
    try (RunLedger other = SqlLedger.open(file(), Map.of(), later)) {
      theirs =
          other
              .claim(
                  new Claim(
                      KEY,
                      row().seen(),
                      new Owner("elsewhere/1/1"),
                      Duration.ofHours(1),
                      WorkDigest.NONE,
                      Map.of()))
              .orElseThrow();
    }

    assertThat(running.join()).as("whether it counts").isFalse();
    assertThat(row().lease().owner()).isEqualTo("elsewhere/1/1");
    assertThat(row().state()).isEqualTo(LedgerState.RUNNING);
    assertThat(theirs.fence()).isEqualTo(2);
    gone();
  }

  @Test
  void theProcessOfALostWindowMayNotCommit() {
    work.does("echo $WIRESMITH_LEDGER $WIRESMITH_LEASE > $ALL/lease");
    run();
    String[] words = read("lease").split(" ");
    LeaseGuard guard =
        new LeaseGuard(Map.of("WIRESMITH_LEDGER", words[0]), Lease.parse(words[1].strip()));

    Assertions.assertThatThrownBy(guard::check)
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("nothing was published");

    Lease lease =
        ledger
            .claim(new Claim(KEY, row().seen(), Owner.here(), DEADLINE, WorkDigest.NONE, Map.of()))
            .orElseThrow();
    new LeaseGuard(Map.of("WIRESMITH_LEDGER", words[0]), lease).check();
  }

  @Test
  void aProcessDoesNoOtherWorkThanWasPlanned() {
    work.does("echo $WIRESMITH_WORK > $ALL/work");
    run();
    String planned = read("work").strip();
    LeaseGuard guard = new LeaseGuard(Map.of("WIRESMITH_WORK", planned), new Lease("any", 1, 1));

    guard.begins(planned);
    Assertions.assertThatThrownBy(() -> guard.begins("other"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("nothing was done");
  }

  private Ending run() {
    return runner().run(KEY, row().seen()).orElseThrow();
  }

  private WindowRunner runner() {
    return runner(policy(DEADLINE, Duration.ofMillis(600)));
  }

  private WindowRunner runner(ExecutionPolicy policy) {
    return new WindowRunner(ledger, work, policy, Clocks.ofMachine(), stop, line -> {});
  }

  private static ExecutionPolicy policy(Duration limit, Duration lease) {
    return new ExecutionPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), limit, lease);
  }

  private LedgerRun row() {
    return ledger.find(KEY).orElseThrow();
  }

  private void begun() {
    Eventually.holds("the process runs", DEADLINE, () -> !read("pid").isBlank());
  }

  private void gone() {
    long pid = Long.parseLong(read("pid").strip());
    Eventually.holds("the process is gone", DEADLINE, () -> ProcessHandle.of(pid).isEmpty());
  }

  private String read(String name) {
    try {
      Path file = directory.resolve(name);
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
