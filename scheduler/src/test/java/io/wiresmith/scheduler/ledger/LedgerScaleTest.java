package io.wiresmith.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.DueWindows;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million windows. */
@Tag("slow")
class LedgerScaleTest {
  private static final int ROWS = 1_000_000;
  private static final int BATCH = 50_000;
  private static final Instant END = Instant.parse("2026-11-15T02:00:00Z");

  private final TestingClock clock = new TestingClock(END);

  @Test
  void sqliteListsWithinASecondAndFindsWhatIsDueWithinAFifth(@TempDir Path directory) {
    try (RunLedger ledger =
        SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), clock)) {
      measured("SQLite", ledger);
    }
  }

  @Test
  void postgresqlDoesToo() {
    try (TestingPostgresql server = TestingPostgresql.start();
        RunLedger ledger =
            SqlLedger.open(server.database("ledger"), TestingPostgresql.environment(), clock)) {
      measured("PostgreSQL", ledger);
    }
  }

  private void measured(String name, RunLedger ledger) {
    for (int batch = 0; batch < ROWS / BATCH; batch++) {
      int first = batch * BATCH;
      ledger.record(IntStream.range(first, first + BATCH).mapToObj(LedgerScaleTest::due).toList());
    }
    DueWindows due = new DueWindows(ledger, clock, clock.instant());
    due.record(TestingSchedules.sundays(CatchUp.ALL));
    clock.pass(Duration.ofDays(7));

    Duration list = took(() -> ledger.list(RunQuery.latest(100)));
    Duration filtered = took(() -> ledger.list(filter()));
    Duration computed = took(() -> due.record(TestingSchedules.sundays(CatchUp.ALL)));
    Duration claimable = took(() -> ledger.claimable(Set.of("compression"), 4));

    System.out.printf(
        "%s, %,d rows: list %d ms, by model, state and window %d ms, due %d ms, claimable %d ms%n",
        name,
        ROWS,
        list.toMillis(),
        filtered.toMillis(),
        computed.toMillis(),
        claimable.toMillis());
    assertThat(list).isLessThan(Duration.ofSeconds(1));
    assertThat(filtered).isLessThan(Duration.ofSeconds(1));
    assertThat(computed.plus(claimable)).isLessThan(Duration.ofMillis(200));
  }

  private static RunQuery filter() {
    return new RunQuery(
        Optional.empty(),
        Optional.of(ModelKey.of(ModelId.COMPRESSION)),
        Optional.of(LedgerState.SKIPPED),
        Optional.of(END.minus(Duration.ofDays(30))),
        Optional.of(END),
        100,
        RunQuery.Order.CHANGED);
  }

  private static Duration took(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Eight schedules that fire every minute; all but a thousand windows are at their end. */
  private static DueWindow due(int i) {
    Instant until = END.minus(Duration.ofMinutes(i / 8));
    WindowKey key =
        new WindowKey(
            "s" + i % 8,
            ModelKey.of(ModelId.COMPRESSION),
            Window.before(until, Duration.ofDays(30)));
    return i % 1000 == 0
        ? new DueWindow(key, LedgerState.PENDING, "")
        : new DueWindow(key, LedgerState.SKIPPED, "missed");
  }
}
