package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.StepRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was done, is done and is to be done: one row for each window of each schedule, so that a
 * window is done once, or says why not. Thread-safe; many processes use one ledger at a time.
 *
 * <p>Whoever works on a window holds a lease with a fencing token. A lease that is not renewed
 * ends, and the next claim gets a higher token; from then on the older one changes nothing here,
 * and who asks {@link #state} before a commit learns so.
 *
 * <p>Every method throws {@code DEPENDENCY_DOWN} or {@code STORAGE_UNAVAILABLE} where the database
 * does not answer; all may then be called again.
 */
public interface RunLedger extends AutoCloseable {
  /** Where it is, for messages; holds no secret. */
  String location();

  /**
   * Records windows; those that are there already stay as they are, but that a schedule takes over
   * what a backfill has left undone.
   *
   * @return how many are new, or a schedule's now
   */
  int record(List<DueWindow> windows);

  /**
   * Makes a window that failed, was cancelled or skipped due again, for schedulers to take.
   *
   * @return false where it is otherwise; nothing is changed then
   */
  boolean again(WindowKey key);

  /** A window, if it was ever recorded. */
  Optional<LedgerRun> find(WindowKey key);

  /**
   * The window whose id starts with these digits.
   *
   * @throws WiresmithException {@code NOTHING_TO_DO} if there is none, or more than one
   */
  LedgerRun find(String idPrefix);

  /** Windows, in the order that is asked for. */
  List<LedgerRun> list(RunQuery query);

  /** Which of these works some window was last tried with. */
  Set<String> known(Set<String> works);

  /** Windows of schedules that a scheduler could begin now, the oldest first; no backfill's. */
  List<LedgerRun> claimable(Set<String> schedules, int limit);

  /** Begins to work on a window that was recorded; empty where somebody else was faster. */
  Optional<Lease> claim(Claim claim);

  /** Remembers where the log of a try is. */
  void log(Lease lease, Path log);

  /** Prolongs a lease, if it is still held, and tells what it is worth. */
  LeaseState renew(Lease lease, Duration term);

  /** What a lease is worth; asked right before a commit that others can see. */
  LeaseState state(Lease lease);

  /** Replaces the steps of a window, if the lease is held. */
  void steps(Lease lease, List<StepRecord> steps);

  /**
   * Ends a try. The same ending again changes nothing.
   *
   * @return the state that the window is in: cancelled, where somebody asked for that and the try
   *     would be followed by another
   * @throws WiresmithException {@code CONFLICT} if somebody else has the window now
   */
  LedgerState end(Lease lease, Ending ending);

  /**
   * Asks whoever works on a window to stop; one that nobody works on is cancelled at once.
   *
   * @return false if it was at its end already
   */
  boolean cancel(WindowKey key);

  /** The steps of the last try. */
  List<StepRecord> steps(WindowKey key);

  /** All tries, the oldest first. */
  List<Attempt> attempts(WindowKey key);

  /** What is remembered of a schedule, if anything. */
  Optional<ScheduleMark> schedule(String name);

  /** Begins to remember a schedule, from a time; one that is there stays as it is. */
  ScheduleMark remember(String name, boolean active, Instant from);

  /** Switches a schedule on or off; what became due while it was off is not caught up. */
  void activate(String name, boolean active, Instant now);

  /**
   * Records what became due until a time, if nobody else did meanwhile.
   *
   * @return false if somebody else was faster: look again
   */
  boolean advance(String name, ScheduleMark before, Instant until, List<DueWindow> due);

  /** Windows that are open or failed, by schedule and state. */
  List<Standing> standings();

  /** What people want to hear of. */
  Outbox outbox();

  @Override
  void close();
}
