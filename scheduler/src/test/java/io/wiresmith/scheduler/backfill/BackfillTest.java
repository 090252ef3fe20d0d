package io.wiresmith.scheduler.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.ExecutionPolicy;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.TestingWork;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillTest {
  private static final Schedule SUNDAYS = TestingSchedules.sundays(CatchUp.LATEST);
  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  /** Counts its starts, and fails with 12 on the second of November's Sundays. */
  private static final String COUNTED =
      "echo $UNTIL >> $ALL/starts\n"
          + "case $UNTIL in 2026-11-08*) [ -e $ALL/mended ] || exit 12;; esac\n"
          + TestingWork.BLESSED;

  @TempDir Path directory;

  private final Stop stop = new Stop();
  private Duration wait = Duration.ofMillis(1);
  private RunLedger ledger;
  private TestingWork work;

  @BeforeEach
  void open() {
    ledger = SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), Clock.systemUTC());
    work = new TestingWork(directory, COUNTED);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void theFiringsFromTheFirstToBeforeTheLastArePlanned() {
    BackfillPlan plan = plan("2026-10-31T00:00:00Z", "2026-11-15T02:00:00Z", Reprocess.NONE);

    assertThat(plan.windows())
        .extracting(window -> window.key().window().toString())
        .containsExactly(
            "[2026-10-02T02:00:00Z, 2026-11-01T02:00:00Z)",
            "[2026-10-09T02:00:00Z, 2026-11-08T02:00:00Z)");
    assertThat(plan.windows())
        .allSatisfy(window -> assertThat(window.reason()).startsWith("missing"));
    assertThat(ledger.list(RunQuery.latest(9))).as("a plan writes nothing").isEmpty();
  }

  @Test
  void theSamePlanTwiceLaunchesNothingAndEachChoiceAddsToTheOneBefore() throws IOException {
    assertThat(run(Reprocess.NONE)).isEqualTo(2);
    assertThat(backfill().exitCode(threeWeeks(Reprocess.NONE))).isEqualTo(12);
    assertThat(run(Reprocess.NONE)).as("what failed is not missing").isZero();
    assertThat(starts()).hasSize(2);

    Files.createFile(directory.resolve("mended"));
    assertThat(run(Reprocess.FAILED)).isEqualTo(1);
    assertThat(backfill().exitCode(threeWeeks(Reprocess.NONE))).isZero();
    assertThat(run(Reprocess.STALE)).isZero();

    work.data("other-data");
    assertThat(threeWeeks(Reprocess.STALE).windows())
        .allSatisfy(window -> assertThat(window.reason()).isEqualTo("stale: data changed"));
    assertThat(run(Reprocess.FAILED)).isZero();
    assertThat(run(Reprocess.STALE)).isEqualTo(2);
    assertThat(run(Reprocess.STALE)).isZero();
    assertThat(run(Reprocess.ALL)).isEqualTo(2);
    assertThat(starts()).hasSize(7);
  }

  @Test
  void neverMoreThanAskedForRunAtOnce() {
    work.does(
        """
        mkdir -p $ALL/now
        touch $ALL/now/$KEY
        ls $ALL/now | wc -l >> $ALL/together
        sleep 0.3
        rm $ALL/now/$KEY
        """
            + TestingWork.BLESSED);
    BackfillPlan plan = plan("2026-09-01T00:00:00Z", "2026-11-15T02:00:00Z", Reprocess.NONE);

    assertThat(backfill().run(plan, 3)).isEqualTo(10);

    assertThat(lines("together")).contains("3").doesNotContain("4", "5", "6");
  }

  @Test
  void oneThatIsStoppedContinues() {
    work.does("touch $ALL/began; [ -e $ALL/go ] || exec sleep 600\n" + TestingWork.BLESSED);
    BackfillPlan plan = threeWeeks(Reprocess.NONE);
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(() -> backfill().run(plan, 1));
    Eventually.holds(
        "a run began", Duration.ofSeconds(60), () -> Files.exists(directory.resolve("began")));

    stop.request();

    assertThat(running.join()).isEqualTo(1);
    assertThat(ledger.list(RunQuery.latest(9)))
        .allSatisfy(run -> assertThat(run.state()).isEqualTo(LedgerState.PENDING));
    assertThat(threeWeeks(Reprocess.NONE).launches()).isEqualTo(2);
  }

  @Test
  void whatIsCancelledWhileItWaitsForAnotherTryGetsNone() {
    wait = Duration.ofSeconds(4);
    work.does("echo $UNTIL >> $ALL/starts; exit 75");
    BackfillPlan plan = plan("2026-10-31T00:00:00Z", "2026-11-02T00:00:00Z", Reprocess.NONE);
    CompletableFuture<Integer> running =
        CompletableFuture.supplyAsync(() -> backfill().run(plan, 1));
    WindowKey key = plan.windows().get(0).key();
    Eventually.holds("it waits", Duration.ofSeconds(60), () -> state(key) == LedgerState.RETRY);

    assertThat(ledger.cancel(key)).isTrue();

    assertThat(running.join()).isEqualTo(1);
    assertThat(state(key)).isEqualTo(LedgerState.CANCELLED);
    assertThat(starts()).hasSize(1);
    assertThat(backfill().exitCode(plan)).isEqualTo(130);
  }

  private LedgerState state(WindowKey key) {
    return ledger.find(key).map(LedgerRun::state).orElse(LedgerState.SKIPPED);
  }

  @Test
  void aRunThatIsKilledEachTimeEndsAsSomethingThatIsDown() {
    work.does("kill -9 $$");
    BackfillPlan plan = plan("2026-10-31T00:00:00Z", "2026-11-02T00:00:00Z", Reprocess.NONE);

    backfill().run(plan, 1);

    assertThat(backfill().exitCode(plan)).isEqualTo(75);
  }

  @Test
  void whatEndsInTheFutureOrIsNothingIsRefused() {
    assertThatThrownBy(() -> plan("2026-11-15T00:00:00Z", "2026-12-01T00:00:00Z", Reprocess.ALL))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("ends in the future")
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.USAGE);
    assertThatThrownBy(() -> plan("2026-11-15T00:00:00Z", "2026-11-14T00:00:00Z", Reprocess.ALL))
        .hasMessageContaining("must lie before --to");
    assertThatThrownBy(() -> plan("2026-11-02T00:00:00Z", "2026-11-03T00:00:00Z", Reprocess.ALL))
        .hasMessageContaining("does not fire in")
        .hasMessageContaining("2026-11-08T02:00:00Z")
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.NOTHING_TO_DO);
  }

  private int run(Reprocess reprocess) {
    return backfill().run(threeWeeks(reprocess), 2);
  }

  private BackfillPlan threeWeeks(Reprocess reprocess) {
    return plan("2026-10-31T00:00:00Z", "2026-11-15T00:00:00Z", reprocess);
  }

  private BackfillPlan plan(String from, String to, Reprocess reprocess) {
    return BackfillPlan.of(
        SUNDAYS,
        new BackfillPlan.Span(Instant.parse(from), Instant.parse(to)),
        reprocess,
        new BackfillPlan.Sources(ledger, work),
        NOW);
  }

  private Backfill backfill() {
    ExecutionPolicy policy =
        new ExecutionPolicy(
            3, wait, wait.multipliedBy(2), Duration.ofSeconds(60), Duration.ofSeconds(60));
    Clock clock = Clock.systemUTC();
    return new Backfill(
        ledger,
        new WindowRunner(ledger, work, policy, Clocks.of(clock), stop, line -> {}),
        clock,
        stop);
  }

  private List<String> starts() {
    return lines("starts");
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(directory.resolve(name)).stream().map(String::strip).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
