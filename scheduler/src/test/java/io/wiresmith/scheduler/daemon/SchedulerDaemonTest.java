package io.wiresmith.scheduler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.ExecutionPolicy;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.TestingWork;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.TestingPostgresql;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.notification.Notifier;
import io.wiresmith.scheduler.quartz.QuartzTimer;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Schedules;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerDaemonTest {
  private static final Duration DEADLINE = Duration.ofSeconds(120);
  private static final Schedules SUNDAYS =
      new Schedules(List.of(TestingSchedules.sundays(CatchUp.ALL)));

  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(Instant.parse("2026-06-05T00:00:00Z"));
  private final AtomicLong nanos = new AtomicLong();
  private final Stop stop = new Stop();

  @Test
  void twoNodesOnPostgresqlDoEachOfTwentyWindowsOnce() throws IOException {
    try (TestingPostgresql server = TestingPostgresql.start()) {
      String url = server.database("ledger");
      try (RunLedger one = SqlLedger.open(url, TestingPostgresql.environment(), clock);
          RunLedger two = SqlLedger.open(url, TestingPostgresql.environment(), clock);
          SchedulerDaemon first = daemon(one);
          SchedulerDaemon second = daemon(two)) {
        first.tick();
        clock.pass(Duration.ofDays(140));
        try (QuartzTimer a = QuartzTimer.every(Duration.ofMillis(50), first::tick);
            QuartzTimer b = QuartzTimer.every(Duration.ofMillis(50), second::tick)) {
          Eventually.holds("twenty windows are done", DEADLINE, () -> done(one) == 20);
        }
      }
    }

    assertThat(Files.readAllLines(directory.resolve("starts"))).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void aLedgerThatIsAwayIsSaidOnceAndNotAtEachTick() throws IOException {
    List<String> said = new ArrayList<>();
    TestingPostgresql server = TestingPostgresql.start();
    try (RunLedger ledger =
            SqlLedger.open(server.database("ledger"), TestingPostgresql.environment(), clock);
        SchedulerDaemon daemon = daemon(ledger, said::add)) {
      daemon.tick();
      server.close();
      for (int i = 0; i < 5; i++) {
        daemon.tick();
      }
    }
    // The connection breaks, then none is accepted.
    assertThat(said).hasSizeBetween(1, 2).doesNotHaveDuplicates();
  }

  @Test
  void olderWindowsOfSchedulesThatAreNotItsHoldNothingUp() {
    try (RunLedger ledger = SqlLedger.open(file(), Map.of(), clock);
        SchedulerDaemon daemon = daemon(ledger)) {
      daemon.tick();
      for (int i = 0; i < 5; i++) {
        WindowKey own = SUNDAYS.all().get(0).at(clock.instant().minus(Duration.ofDays(60 + i)));
        WindowKey foreign = new WindowKey("other", own.model(), own.window());
        ledger.record(List.of(new DueWindow(foreign, LedgerState.PENDING, "")));
      }
      clock.pass(Duration.ofDays(3));
      daemon.tick();
      Eventually.holds("its own is done", DEADLINE, () -> done(ledger) == 1);
      assertThat(ledger.list(RunQuery.latest(10)))
          .filteredOn(run -> run.key().schedule().equals("other"))
          .allMatch(run -> run.state() == LedgerState.PENDING);
    }
  }

  @Test
  void healthAndMetricsAreTrue() throws Exception {
    served(
        (ledger, daemon, page) -> {
          assertThat(get(page, "/health/live").statusCode()).isEqualTo(200);
          assertThat(get(page, "/health/ready").statusCode()).as("before a tick").isEqualTo(503);
          daemon.tick();
          assertThat(get(page, "/health/ready").statusCode()).isEqualTo(200);
          clock.pass(Duration.ofDays(3));
          daemon.tick();
          Eventually.holds("the window is done", DEADLINE, () -> done(ledger) == 1);
          Eventually.holds("nothing runs", DEADLINE, () -> daemon.running() == 0);

          assertThat(get(page, "/metrics").body())
              .contains("wiresmith_scheduler_running_runs 0\n")
              .contains("wiresmith_scheduler_tries_total{state=\"DONE\"} 1\n")
              .contains("wiresmith_scheduler_ledger_up 1\n")
              .contains("wiresmith_schedule_windows{schedule=\"compression\",state=\"FAILED\"} 0\n")
              .contains(
                  "wiresmith_schedule_oldest_open_window_age_seconds{schedule=\"compression\"} 0\n")
              .contains(
                  "wiresmith_schedule_last_verdict{schedule=\"compression\",verdict=\"blessed\"} 1")
              .contains(
                  "wiresmith_schedule_last_run_rows{schedule=\"compression\",rows=\"quarantined\"} 7\n")
              .contains(
                  "wiresmith_schedule_last_step_duration_seconds{schedule=\"compression\",step=\"extract\"} 2.5\n")
              .doesNotContain("step=\"label\"")
              .contains("# TYPE wiresmith_schedule_last_run_duration_seconds gauge\n")
              .contains(
                  "wiresmith_schedule_next_timestamp_seconds{schedule=\"compression\"} "
                      + Instant.parse("2026-06-14T02:00:00Z").getEpochSecond());
          assertThat(get(page, "/else").statusCode()).isEqualTo(404);
        });
  }

  @Test
  void anOlderWindowThatIsDoneLaterIsNotTheLast() throws Exception {
    served(
        (ledger, daemon, page) -> {
          daemon.tick();
          clock.pass(Duration.ofDays(3));
          daemon.tick();
          Eventually.holds("the window is done", DEADLINE, () -> done(ledger) == 1);
          WindowKey older = SUNDAYS.all().get(0).at(Instant.parse("2026-05-31T02:00:00Z"));
          ledger.record(List.of(new DueWindow(older, LedgerState.PENDING, "")));
          clock.pass(Duration.ofDays(1));
          Eventually.holds("nothing runs", DEADLINE, () -> daemon.running() == 0);
          daemon.tick();
          Eventually.holds("both are done", DEADLINE, () -> done(ledger) == 2);

          String metrics = get(page, "/metrics").body();
          assertThat(metrics)
              .contains(
                  "wiresmith_schedule_last_window_end_timestamp_seconds{schedule=\"compression\"} "
                      + Instant.parse("2026-06-07T02:00:00Z").getEpochSecond())
              .contains(
                  "wiresmith_schedule_last_success_age_seconds{schedule=\"compression\"} "
                      + Duration.ofDays(1).toSeconds());
        });
  }

  @Test
  void aPortThatIsTakenIsADependencyThatIsDown() {
    try (RunLedger ledger = SqlLedger.open(file(), Map.of(), clock);
        SchedulerDaemon daemon = daemon(ledger);
        Notifier notifier = Notifier.start(ledger.outbox(), List.of(), clock, line -> {})) {
      Watched watched = new Watched(daemon, SUNDAYS, ledger, notifier, clock);
      try (DaemonPage page = DaemonPage.listen(0, watched)) {
        assertThatThrownBy(() -> DaemonPage.listen(page.port(), watched))
            .hasMessageContaining("127.0.0.1:" + page.port())
            .isInstanceOfSatisfying(
                WiresmithException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.DEPENDENCY_DOWN));
      }
    }
  }

  @Test
  void readinessEndsTwoMinutesAfterTheLastTickWhateverTheWallClockSays() throws Exception {
    served(
        (ledger, daemon, page) -> {
          daemon.tick();
          clock.pass(Duration.ofHours(1));
          assertThat(get(page, "/health/ready").statusCode()).as("set forward").isEqualTo(200);
          clock.pass(Duration.ofHours(-2));
          nanos.addAndGet(Duration.ofSeconds(121).toNanos());
          assertThat(get(page, "/health/ready").statusCode()).as("set back").isEqualTo(503);
        });
  }

  private interface Visit {
    void to(RunLedger ledger, SchedulerDaemon daemon, DaemonPage page) throws Exception;
  }

  private void served(Visit visit) throws Exception {
    try (RunLedger ledger = SqlLedger.open(file(), Map.of(), clock);
        SchedulerDaemon daemon = daemon(ledger);
        Notifier notifier = Notifier.start(ledger.outbox(), List.of(), clock, line -> {});
        DaemonPage page =
            DaemonPage.listen(0, new Watched(daemon, SUNDAYS, ledger, notifier, clock))) {
      visit.to(ledger, daemon, page);
    }
  }

  private static HttpResponse<String> get(DaemonPage page, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page.port() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private String file() {
    return directory.resolve("ledger.db").toString();
  }

  private static long done(RunLedger ledger) {
    return ledger.list(RunQuery.latest(100)).stream()
        .filter(run -> run.state() == LedgerState.DONE)
        .count();
  }

  private SchedulerDaemon daemon(RunLedger ledger) {
    return daemon(ledger, line -> {});
  }

  private SchedulerDaemon daemon(RunLedger ledger, Consumer<String> said) {
    ExecutionPolicy policy =
        new ExecutionPolicy(3, Duration.ofMillis(1), Duration.ofMillis(2), DEADLINE, DEADLINE);
    TestingWork work =
        new TestingWork(
            directory, "echo $UNTIL >> $ALL/starts\n" + TestingWork.BLESSED + TestingWork.STEPS);
    Clocks clocks = new Clocks(clock, nanos::get);
    WindowRunner runner = new WindowRunner(ledger, work, policy, clocks, stop, line -> {});
    return new SchedulerDaemon(ledger, SUNDAYS, runner, 3, clocks, clock.instant(), said);
  }
}
