package io.wiresmith.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.SqlLedger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DueWindowsTest {
  private static final Instant FRIDAY = Instant.parse("2026-10-30T12:00:00Z");

  private final TestingClock clock = new TestingClock(FRIDAY);
  private RunLedger ledger;

  @BeforeEach
  void open(@TempDir Path directory) {
    ledger = SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void nothingIsDueBeforeTheFirstFiringThatSomebodyIsThereFor() {
    assertThat(due(CatchUp.ALL)).isEmpty();
    assertThat(due(CatchUp.ALL)).isEmpty();
  }

  @Test
  void afterTwoMissedFiringsAllDoesBothLatestOneAndNoneNone() {
    assertThat(missedTwo(CatchUp.ALL)).containsExactly(LedgerState.PENDING, LedgerState.PENDING);
    assertThat(due(CatchUp.ALL)).as("a second time").isEmpty();
  }

  @Test
  void latestDoesTheLatestAndSaysThatItSkippedTheOther() {
    assertThat(missedTwo(CatchUp.LATEST)).containsExactly(LedgerState.SKIPPED, LedgerState.PENDING);
    assertThat(ledger.list(RunQuery.latest(10)))
        .anySatisfy(
            run -> assertThat(run.ending().cause()).isEqualTo("missed, and catch-up is latest"));
  }

  @Test
  void noneSkipsWhatWasMissedAndDoesWhatFiresNow() {
    assertThat(missedTwo(CatchUp.NONE)).containsExactly(LedgerState.SKIPPED, LedgerState.SKIPPED);

    clock.set(Instant.parse("2026-11-15T02:00:20Z"));

    assertThat(due(CatchUp.NONE)).extracting(DueWindow::state).containsExactly(LedgerState.PENDING);
  }

  @Test
  void noneSkipsWhatFiredAMomentBeforeThisProcessBegan() {
    due(CatchUp.NONE);
    clock.set(Instant.parse("2026-11-01T02:00:20Z"));

    assertThat(due(CatchUp.NONE, Instant.parse("2026-11-01T02:00:10Z")))
        .extracting(DueWindow::state)
        .containsExactly(LedgerState.SKIPPED);
  }

  @Test
  void whatFiresWhileTheFirstProcessGetsReadyIsDue() {
    clock.set(Instant.parse("2026-11-01T02:01:00Z"));

    assertThat(due(CatchUp.LATEST, Instant.parse("2026-11-01T01:59:50Z")))
        .extracting(DueWindow::state)
        .containsExactly(LedgerState.PENDING);
  }

  @Test
  void latestDoesAllThatNobodyHasMissed() {
    Schedule minutes = TestingSchedules.every("0 * * * * ?", CatchUp.LATEST);
    DueWindows windows = new DueWindows(ledger, clock, clock.instant());
    windows.record(minutes);
    clock.pass(Duration.ofMinutes(3));

    assertThat(windows.record(minutes))
        .hasSize(3)
        .allSatisfy(due -> assertThat(due.state()).isEqualTo(LedgerState.PENDING));
  }

  @Test
  void moreThanOneLookRecordsWhatASchedulerHasMissedForLong() {
    Schedule minutes = TestingSchedules.every("0 * * * * ?", CatchUp.LATEST);
    DueWindows windows = new DueWindows(ledger, clock, clock.instant());
    windows.record(minutes);
    clock.pass(Duration.ofMinutes(DueWindows.MOST + 100));

    assertThat(windows.record(minutes))
        .hasSize(DueWindows.MOST)
        .allSatisfy(due -> assertThat(due.state()).isEqualTo(LedgerState.SKIPPED));
    assertThat(windows.record(minutes))
        .hasSize(100)
        .last()
        .satisfies(due -> assertThat(due.state()).isEqualTo(LedgerState.PENDING));
    assertThat(windows.record(minutes)).isEmpty();
  }

  @Test
  void aClockThatJumpsBackMakesNothingDueTwice() {
    missedTwo(CatchUp.ALL);
    clock.pass(Duration.ofDays(-20));
    assertThat(due(CatchUp.ALL)).isEmpty();
    clock.pass(Duration.ofDays(20));
    assertThat(due(CatchUp.ALL)).isEmpty();

    assertThat(ledger.list(RunQuery.latest(10))).hasSize(2);
  }

  @Test
  void whatBecameDueWhileItWasInactiveIsNotCaughtUp() {
    due(CatchUp.ALL);
    ledger.activate("compression", false, clock.instant());
    clock.pass(Duration.ofDays(7));
    assertThat(due(CatchUp.ALL)).isEmpty();
    ledger.activate("compression", true, clock.instant());
    clock.pass(Duration.ofDays(7));

    assertThat(due(CatchUp.ALL))
        .extracting(it -> it.key().window().until().toString())
        .containsExactly("2026-11-08T02:00:00Z");
  }

  private List<LedgerState> missedTwo(CatchUp catchUp) {
    due(catchUp);
    clock.set(Instant.parse("2026-11-10T00:00:00Z"));
    return due(catchUp).stream().map(DueWindow::state).toList();
  }

  private List<DueWindow> due(CatchUp catchUp) {
    return due(catchUp, FRIDAY);
  }

  private List<DueWindow> due(CatchUp catchUp, Instant since) {
    return new DueWindows(ledger, clock, since).record(TestingSchedules.sundays(catchUp));
  }
}
