package io.wiresmith.scheduler.faults;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.scheduler.daemon.SchedulerDaemon;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.ExecutionPolicy;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.TestingWork;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.TestingPostgresql;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Firings;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A scheduler as a process that can be killed, stopped and given a wrong clock. Arguments: URL of
 * the ledger; a directory with the script of the work; the file of its clock.
 */
final class NodeProcess {
  /** Every day at two: what makes 10,000 windows is a clock that passes 27 years at once. */
  static final Schedule DAILY =
      new Schedule(
          "compression",
          ModelKey.of(ModelId.COMPRESSION),
          Firings.parse("0 0 2 * * ?", "UTC"),
          Duration.ofDays(1),
          CatchUp.ALL,
          true,
          Optional.empty(),
          Optional.empty());

  /** The script of the work, below the directory. */
  static final String SCRIPT = "script.sh";

  private static final Duration TICK = Duration.ofMillis(50);
  private static final int PARALLEL = 4;

  private NodeProcess() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    Clock clock = new FileClock(Path.of(args[2]));
    Stop stop = new Stop();
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stopped(stop, ended)));
    try (RunLedger ledger = SqlLedger.open(args[0], TestingPostgresql.environment(), clock);
        SchedulerDaemon daemon = daemon(ledger, directory, clock, stop)) {
      while (!stop.within(TICK)) {
        daemon.tick();
      }
    } finally {
      ended.countDown();
    }
  }

  private static void stopped(Stop stop, CountDownLatch ended) {
    stop.request();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static SchedulerDaemon daemon(RunLedger ledger, Path directory, Clock clock, Stop stop)
      throws Exception {
    // Deaths of nodes are no fault of the window's: as many tries as there are deaths.
    ExecutionPolicy policy =
        new ExecutionPolicy(
            10_000,
            Duration.ofMillis(1),
            Duration.ofMillis(20),
            Duration.ofDays(1),
            Duration.ofSeconds(5));
    TestingWork work = new TestingWork(directory, Files.readString(directory.resolve(SCRIPT)));
    WindowRunner runner =
        new WindowRunner(ledger, work, policy, Clocks.of(clock), stop, System.out::println);
    return new SchedulerDaemon(
        ledger,
        new Schedules(List.of(DAILY)),
        runner,
        PARALLEL,
        Clocks.of(clock),
        clock.instant(),
        System.out::println);
  }
}
