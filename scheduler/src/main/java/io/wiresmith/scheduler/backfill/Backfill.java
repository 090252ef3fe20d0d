package io.wiresmith.scheduler.backfill;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.Origin;
import io.wiresmith.scheduler.ledger.RunLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Does what a plan says, a few windows at a time. It can be stopped and asked for again: what has a
 * verdict by then is done.
 *
 * @param ledger where it is written down
 * @param runner tries a window
 * @param clock the wall clock
 * @param stop ends it early
 */
public record Backfill(RunLedger ledger, WindowRunner runner, Clock clock, Stop stop) {
  /**
   * Runs the plan's windows, never more than {@code parallel} at once.
   *
   * @return how many windows this call began to work on
   */
  public int run(BackfillPlan plan, int parallel) {
    List<PlannedWindow> windows = plan.windows().stream().filter(PlannedWindow::launch).toList();
    ledger.record(
        windows.stream()
            .map(window -> new DueWindow(window.key(), LedgerState.PENDING, "", Origin.BACKFILL))
            .toList());
    ExecutorService threads = Executors.newFixedThreadPool(parallel);
    try {
      List<Future<Boolean>> futures = new ArrayList<>();
      windows.forEach(window -> futures.add(threads.submit(() -> run(window))));
      int launched = 0;
      for (Future<Boolean> future : futures) {
        launched += ended(future) ? 1 : 0;
      }
      return launched;
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean run(PlannedWindow window) {
    if (stop.requested()) {
      return false;
    }
    Optional<Ending> ending = runner.run(window.key(), window.seen());
    boolean launched = ending.isPresent();
    Optional<Instant> again = ending.flatMap(Ending::retryAt);
    while (again.isPresent()) {
      Duration wait = Duration.between(clock.instant(), again.get());
      Optional<LedgerRun> waits = ledger.find(window.key()).filter(Backfill::waits);
      if (waits.isEmpty() || stop.within(wait)) {
        return launched;
      }
      // As it stands now: who cancels it meanwhile, or does it, is not overruled.
      again = runner.run(window.key(), waits.get().seen()).flatMap(Ending::retryAt);
    }
    return launched;
  }

  private static boolean waits(LedgerRun run) {
    return run.state() == LedgerState.RETRY || run.state() == LedgerState.PENDING;
  }

  private boolean ended(Future<Boolean> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.request();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WiresmithException ours) {
        stop.request();
        throw ours;
      }
      throw new WiresmithException(ErrorCode.INTERNAL, "A backfill failed: " + e.getCause(), e);
    }
  }

  /** 0 when every window has a verdict of the gate; else the code of the first that has none. */
  public int exitCode(BackfillPlan plan) {
    return plan.windows().stream()
        .map(window -> ledger.find(window.key()))
        .filter(run -> run.filter(LedgerRun::judged).isEmpty())
        .mapToInt(run -> run.map(Backfill::exitCode).orElse(ErrorCode.CONFLICT.exitCode()))
        .findFirst()
        .orElse(0);
  }

  /** By us for its time, or by anybody: this process was not. */
  private static boolean killed(int exitCode) {
    return exitCode == 124 || exitCode > 128;
  }

  private static int exitCode(LedgerRun run) {
    return switch (run.state()) {
      case DONE -> 0;
      case FAILED -> killed(run.ending().exitCode()) ? 75 : run.ending().exitCode();
      case CANCELLED -> 130;
      case PENDING, RUNNING, RETRY, SKIPPED -> ErrorCode.CONFLICT.exitCode();
    };
  }
}
