package io.wiresmith.scheduler.simulation;

import io.wiresmith.scheduler.daemon.SchedulerDaemon;
import io.wiresmith.scheduler.execution.Clocks;
import io.wiresmith.scheduler.execution.ExecutionPolicy;
import io.wiresmith.scheduler.execution.Stop;
import io.wiresmith.scheduler.execution.WindowRunner;
import io.wiresmith.scheduler.execution.WindowWork;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.schedule.Schedules;
import java.util.function.Consumer;

/** A scheduler as it runs in a process of its own, but for the clock and its mortality. */
final class SimulatedNode implements AutoCloseable {
  private final MortalLedger ledger;
  private final SimulatedClock clock;
  private final Stop stop = new Stop();
  private final WindowRunner runner;
  private final SchedulerDaemon daemon;

  SimulatedNode(
      RunLedger ledger,
      SimulatedClock clock,
      Schedules schedules,
      WindowWork work,
      ExecutionPolicy policy,
      Consumer<String> told) {
    this.ledger = new MortalLedger(ledger);
    this.clock = clock;
    Clocks clocks = new Clocks(clock, clock::nanos);
    runner = new WindowRunner(this.ledger, work, policy, clocks, stop, told);
    daemon = new SchedulerDaemon(this.ledger, schedules, runner, 1, clocks, clocks.now(), told);
  }

  MortalLedger ledger() {
    return ledger;
  }

  SimulatedClock clock() {
    return clock;
  }

  WindowRunner runner() {
    return runner;
  }

  Stop stop() {
    return stop;
  }

  void tick() {
    if (!ledger.dead()) {
      daemon.tick();
    }
  }

  boolean idle() {
    return ledger.dead() || daemon.running() == 0;
  }

  /** Ends it as SIGTERM does; a dead one is buried. */
  @Override
  public void close() {
    stop.request();
    ledger.bury();
    daemon.close();
    ledger.close();
  }
}
