package io.wiresmith.scheduler.daemon;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.schedule.DueWindows;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Does windows as they become due. Each {@link #tick} computes what is due from the expressions and
 * the ledger, so any number of daemons share a ledger, and one that died is simply continued.
 */
public final class SchedulerDaemon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  private final RunLedger ledger;
  private final Schedules schedules;
  private final WindowRunner runner;
  private final int parallel;
  private final Clocks clocks;
  private final Instant since;
  private final Set<String> names;
  private final Consumer<String> told;
  private final DaemonCounts counts = new DaemonCounts();
  private volatile Instant lastTick = Instant.EPOCH;
  private volatile Optional<Clocks.Elapsed> sinceTick = Optional.empty();
  private String trouble = "";
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;

  /**
   * A daemon that works once it is called.
   *
   * @param schedules the schedules that are its; windows of others are left alone
   * @param parallel most runs at once
   * @param since since when this process is there, see {@link DueWindows}
   * @param told hears one line for each thing that happens
   */
  public SchedulerDaemon(
      RunLedger ledger,
      Schedules schedules,
      WindowRunner runner,
      int parallel,
      Clocks clocks,
      Instant since,
      Consumer<String> told) {
    this.ledger = ledger;
    this.schedules = schedules;
    this.runner = runner;
    this.parallel = parallel;
    this.clocks = clocks;
    this.since = since;
    this.names = schedules.all().stream().map(Schedule::name).collect(Collectors.toSet());
    this.told = told;
    threads = Executors.newFixedThreadPool(parallel);
  }

  /**
   * Records what became due, and begins what there is room for. What fails is tried at the next
   * tick, and said once until it is over.
   */
  public synchronized void tick() {
    try {
      for (Schedule schedule : schedules.all()) {
        for (DueWindow due : new DueWindows(ledger, clocks.wall(), since).record(schedule)) {
          told.accept(
              "%s %s is due: %s %s"
                  .formatted(
                      schedule.name(), due.key().window().until(), due.state(), due.cause()));
        }
      }
      begin();
      lastTick = clocks.now();
      sinceTick = Optional.of(clocks.start());
      troubled("");
    } catch (WiresmithException e) {
      counts.tickFailed();
      troubled(String.valueOf(e.getMessage()));
    }
  }

  private void troubled(String message) {
    if (!message.equals(trouble)) {
      told.accept(message.isEmpty() ? "The ledger answers again." : message);
      trouble = message;
    }
  }

  private void begin() {
    int free = parallel - running.size();
    if (free < 1) {
      return;
    }
    for (LedgerRun run : ledger.claimable(names, free + running.size())) {
      if (running.size() < parallel && running.add(run.key().id())) {
        threads.execute(() -> work(run));
      }
    }
  }

  private void work(LedgerRun run) {
    try {
      runner.run(run.key(), run.seen()).map(Ending::state).ifPresent(counts::ended);
    } catch (RuntimeException e) {
      told.accept(run.key().schedule() + ": " + e.getMessage());
    } finally {
      running.remove(run.key().id());
    }
  }

  /** How many windows run here. */
  public int running() {
    return running.size();
  }

  /** What happened here since the start. */
  public DaemonCounts counts() {
    return counts;
  }

  /** When a tick last succeeded; 1970 before the first. */
  public Instant lastTick() {
    return lastTick;
  }

  /** Whether a tick succeeded within that time, whatever the wall clock says. */
  public boolean tickedWithin(Duration time) {
    return sinceTick.filter(it -> !it.reaches(time)).isPresent();
  }

  /** Waits for what runs; whoever closes it has asked the runs to stop. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        told.accept("Something still runs; its lease will end by itself.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
