package io.wiresmith.scheduler.simulation;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.scheduler.ledger.Attempt;
import io.wiresmith.scheduler.ledger.Claim;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.Lease;
import io.wiresmith.scheduler.ledger.LeaseState;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.Outbox;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import io.wiresmith.scheduler.ledger.ScheduleMark;
import io.wiresmith.scheduler.ledger.Standing;
import io.wiresmith.scheduler.ledger.WindowKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * The ledger as a node sees it that may die: from its death on, whoever of the node calls it waits
 * for the end of the simulation, and so does nothing more.
 */
final class MortalLedger implements RunLedger {
  /** Where a node dies. */
  enum Death {
    NEVER,
    AFTER_CLAIM,
    AT_RENEWAL,
    BEFORE_ENDING
  }

  private final RunLedger ledger;
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Death death = Death.NEVER;
  private volatile boolean dead;

  MortalLedger(RunLedger ledger) {
    this.ledger = ledger;
  }

  void diesAt(Death moment) {
    death = moment;
  }

  boolean dead() {
    return dead;
  }

  /** The simulation is over: the threads of the dead may go. */
  void bury() {
    end.countDown();
  }

  private RunLedger at(Death moment) {
    dead |= death == moment;
    return alive();
  }

  private RunLedger alive() {
    if (dead) {
      try {
        end.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new WiresmithException(ErrorCode.NOTHING_TO_DO, "This node is dead.");
    }
    return ledger;
  }

  @Override
  public String location() {
    return ledger.location();
  }

  @Override
  public int record(List<DueWindow> windows) {
    return alive().record(windows);
  }

  @Override
  public Optional<LedgerRun> find(WindowKey key) {
    return alive().find(key);
  }

  @Override
  public LedgerRun find(String idPrefix) {
    return alive().find(idPrefix);
  }

  @Override
  public List<LedgerRun> list(RunQuery query) {
    return alive().list(query);
  }

  @Override
  public boolean again(WindowKey key) {
    return alive().again(key);
  }

  @Override
  public Set<String> known(Set<String> works) {
    return alive().known(works);
  }

  @Override
  public List<LedgerRun> claimable(Set<String> schedules, int limit) {
    return alive().claimable(schedules, limit);
  }

  @Override
  public Optional<Lease> claim(Claim claim) {
    return alive().claim(claim);
  }

  @Override
  public void log(Lease lease, Path log) {
    at(Death.AFTER_CLAIM).log(lease, log);
  }

  @Override
  public LeaseState renew(Lease lease, Duration term) {
    return at(Death.AT_RENEWAL).renew(lease, term);
  }

  @Override
  public LeaseState state(Lease lease) {
    return alive().state(lease);
  }

  @Override
  public void steps(Lease lease, List<StepRecord> steps) {
    at(Death.BEFORE_ENDING).steps(lease, steps);
  }

  @Override
  public LedgerState end(Lease lease, Ending ending) {
    return alive().end(lease, ending);
  }

  @Override
  public boolean cancel(WindowKey key) {
    return alive().cancel(key);
  }

  @Override
  public List<StepRecord> steps(WindowKey key) {
    return alive().steps(key);
  }

  @Override
  public List<Attempt> attempts(WindowKey key) {
    return alive().attempts(key);
  }

  @Override
  public Optional<ScheduleMark> schedule(String name) {
    return alive().schedule(name);
  }

  @Override
  public ScheduleMark remember(String name, boolean active, Instant from) {
    return alive().remember(name, active, from);
  }

  @Override
  public void activate(String name, boolean active, Instant now) {
    alive().activate(name, active, now);
  }

  @Override
  public boolean advance(String name, ScheduleMark before, Instant until, List<DueWindow> due) {
    return alive().advance(name, before, until, due);
  }

  @Override
  public List<Standing> standings() {
    return alive().standings();
  }

  @Override
  public Outbox outbox() {
    return alive().outbox();
  }

  @Override
  public void close() {
    ledger.close();
  }
}
