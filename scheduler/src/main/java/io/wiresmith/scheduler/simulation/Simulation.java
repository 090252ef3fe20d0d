package io.wiresmith.scheduler.simulation;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.backfill.Backfill;
import io.wiresmith.scheduler.backfill.BackfillPlan;
import io.wiresmith.scheduler.backfill.Reprocess;
import io.wiresmith.scheduler.execution.ExecutionPolicy;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.schedule.Schedules;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Replays the weeks of a plan with two nodes on one ledger. The nodes are the scheduler's own
 * classes, runs are processes; only the clock is ours, and who dies when.
 */
public final class Simulation implements AutoCloseable {
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration QUIET = Duration.ofHours(2);
  private static final Duration PATIENCE = Duration.ofMinutes(20);
  private static final int MOST_LOOKS = 100;
  private static final ExecutionPolicy POLICY =
      new ExecutionPolicy(
          4, Duration.ofSeconds(30), Duration.ofMinutes(15), Duration.ofHours(6), LEASE);

  private final SimulationPlan plan;
  private final SimulatedWork work;
  private final Function<Clock, RunLedger> opener;
  private final Consumer<String> told;
  private final List<SimulatedClock> clocks = new ArrayList<>();
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<SimulatedNode> gone = new ArrayList<>();
  private Instant now;

  /**
   * A simulation.
   *
   * @param directory where everything of it is kept
   * @param real how windows are run for real
   * @param opener opens the ledger with a clock, for each node and again after its death
   * @param told hears one line for each thing that happens
   */
  public Simulation(
      SimulationPlan plan,
      Path directory,
      RealWork real,
      Function<Clock, RunLedger> opener,
      Consumer<String> told) {
    this.plan = plan;
    this.opener = opener;
    this.told = told;
    work = new SimulatedWork(directory, plan.faults(), real, plan.real());
    now = plan.firings().get(0).minus(QUIET);
    for (int i = 0; i < 2; i++) {
      clocks.add(new SimulatedClock(now));
      nodes.add(node(i));
    }
  }

  private SimulatedNode node(int number) {
    SimulatedClock clock = clocks.get(number);
    Consumer<String> named = line -> told.accept("node " + "ab".charAt(number) + ": " + line);
    Schedules schedules = new Schedules(List.of(plan.schedule()));
    return new SimulatedNode(opener.apply(clock), clock, schedules, work, POLICY, named);
  }

  /** Replays all weeks; {@code each} hears of a week once it is done. */
  public List<SimulatedWeek> run(Consumer<SimulatedWeek> each) {
    tick(); // From here on the ledger remembers the schedule.
    List<Instant> untold = new ArrayList<>();
    for (Instant firing : plan.firings()) {
      untold.add(firing);
      week(firing);
      if (plan.fault(firing) != Fault.NOBODY_THERE) {
        untold.forEach(it -> each.accept(outcome(it)));
        untold.clear();
      }
    }
    at(later(now, plan.firings().get(plan.firings().size() - 1).plus(Duration.ofDays(3))));
    settle();
    untold.forEach(it -> each.accept(outcome(it)));
    return plan.firings().stream().map(this::outcome).toList();
  }

  private void week(Instant firing) {
    Fault fault = plan.fault(firing);
    WindowKey key = plan.schedule().at(firing);
    told.accept("week until " + firing + (fault.words().isEmpty() ? "" : ": " + fault.words()));
    if (fault == Fault.NOBODY_THERE) {
      return;
    }
    at(later(now, firing.minus(QUIET)));
    settle(); // Whoever comes back after a week does what was missed first.
    switch (fault) {
      case CLOCK_AHEAD -> skewed(1, firing.minus(Duration.ofMinutes(90)), Duration.ofHours(2));
      case CLOCK_BEHIND -> skewed(0, firing.plusSeconds(1), Duration.ofHours(-3));
      case NODE_DIES_AFTER_CLAIM -> dies(firing, MortalLedger.Death.AFTER_CLAIM);
      case NODE_DIES_BEFORE_ENDING -> dies(firing, MortalLedger.Death.BEFORE_ENDING);
      case NODE_DIES_ITS_RUN_LIVES -> orphans(key);
      case NODE_IS_STOPPED -> stops(key);
      case NONE,
          NOBODY_THERE,
          DEPENDENCY_DOWN,
          DEPENDENCY_DOWN_FOR_LONG,
          DATA_LATE,
          GATE_REJECTS,
          KILLED_IN_EXTRACT,
          KILLED_IN_LABEL,
          KILLED_IN_TRAIN,
          KILLED_IN_EVALUATE,
          KILLED_IN_PUBLISH,
          KILLED_AFTER_PUBLISH -> {}
    }
    at(later(now, firing.plusSeconds(1)));
    settle();
    mend(key);
    if (work.isReal(key)) {
      work.record(key);
    }
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** A node looks while its clock is wrong; whatever it began ends before the clock is set. */
  private void skewed(int node, Instant time, Duration ahead) {
    at(time);
    clocks.get(node).goesAhead(ahead);
    tick();
    until("the nodes are idle", this::idle);
    clocks.get(node).goesAhead(Duration.ZERO);
  }

  private void dies(Instant firing, MortalLedger.Death moment) {
    at(firing.plusSeconds(1));
    SimulatedNode node = nodes.get(0);
    node.ledger().diesAt(moment);
    node.tick();
    until("node a is dead", node.ledger()::dead);
    replaced();
  }

  /** The run of a dead node comes to its commit when the next run has made it. */
  private void orphans(WindowKey key) {
    SimulatedNode node = nodes.get(0);
    at(key.window().until().plusSeconds(1));
    node.tick();
    until("the run waits in the middle", () -> work.waits(key));
    node.ledger().diesAt(MortalLedger.Death.AT_RENEWAL);
    at(now.plus(LEASE.dividedBy(2)));
    until("node a is dead", node.ledger()::dead);
    at(now.plus(LEASE).plusSeconds(1));
    replaced();
    settle();
    work.letGo(key);
    until("the run of the dead node has ended too", () -> work.ended(key, 2));
  }

  private void stops(WindowKey key) {
    SimulatedNode node = nodes.get(0);
    at(key.window().until().plusSeconds(1));
    node.tick();
    until("the run waits in the middle", () -> work.waits(key));
    node.stop().request();
    until("node a has stopped", node::idle);
    replaced();
  }

  /** A new process takes the place of node a. */
  private void replaced() {
    gone.add(nodes.get(0));
    nodes.set(0, node(0));
  }

  /** Both nodes look again and again, as time passes, until nothing is open. */
  private void settle() {
    for (int look = 0; look < MOST_LOOKS; look++) {
      tick();
      until("the nodes are idle", this::idle);
      Optional<Instant> next = nextLook();
      if (next.isEmpty()) {
        return;
      }
      at(later(now.plusSeconds(1), next.get()));
    }
    throw new WiresmithException(
        ErrorCode.INTERNAL, "After " + MOST_LOOKS + " looks something is still open at " + now);
  }

  /** When something is to be done next; empty where nothing is open. */
  private Optional<Instant> nextLook() {
    return watcher().list(RunQuery.latest(plan.firings().size() + 1)).stream()
        .filter(run -> run.state().open())
        .map(run -> run.times().retry().orElse(run.lease().until().plusSeconds(1)))
        .min(Comparator.naturalOrder());
  }

  /** Node b never dies. */
  private MortalLedger watcher() {
    return nodes.get(1).ledger();
  }

  /** What failed is done by a backfill once its cause is gone. */
  private void mend(WindowKey key) {
    boolean failed =
        watcher().find(key).filter(run -> run.state() == LedgerState.FAILED).isPresent();
    if (!failed) {
      return;
    }
    work.mend(key);
    at(now.plus(Duration.ofHours(8)));
    SimulatedNode node = nodes.get(1);
    Instant firing = key.window().until();
    BackfillPlan backfill =
        BackfillPlan.of(
            plan.schedule(),
            new BackfillPlan.Span(firing, firing.plusSeconds(1)),
            Reprocess.FAILED,
            new BackfillPlan.Sources(node.ledger(), work),
            now);
    new Backfill(node.ledger(), node.runner(), node.clock(), node.stop()).run(backfill, 1);
  }

  private void at(Instant time) {
    now = time;
    clocks.forEach(clock -> clock.set(time));
  }

  /** Both at once. */
  private void tick() {
    nodes.parallelStream().forEach(SimulatedNode::tick);
  }

  private boolean idle() {
    return nodes.stream().allMatch(SimulatedNode::idle);
  }

  private static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new WiresmithException(
            ErrorCode.INTERNAL, "After " + PATIENCE.toMinutes() + " minutes still not so: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private SimulatedWeek outcome(Instant firing) {
    WindowKey key = plan.schedule().at(firing);
    Optional<LedgerRun> run = watcher().find(key);
    return new SimulatedWeek(
        firing,
        work.isReal(key),
        plan.fault(firing),
        watcher().attempts(key).size(),
        run.map(LedgerRun::state).orElse(LedgerState.SKIPPED),
        run.map(it -> it.ending().verdict()).orElse(""),
        work.effects(key));
  }

  @Override
  public void close() {
    gone.forEach(SimulatedNode::close);
    nodes.forEach(SimulatedNode::close);
  }
}
