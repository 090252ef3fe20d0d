package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.run.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The events of a ledger and who has heard them. An event is recorded in the transaction of the
 * ending that it tells of, so neither is there without the other; it is told at least once to every
 * sink that was configured then, by one process at a time. Thread-safe; throws as {@link RunLedger}
 * does.
 */
public interface Outbox {
  /** Begins to tell a sink of its oldest event that is due; empty where there is none. */
  Optional<Delivery> next(String sink, Owner owner, Duration term);

  /** It has been told. */
  void delivered(Delivery delivery);

  /** It could not be told, and is to be again. */
  void postpone(Delivery delivery, Instant until, String cause);

  /** It could not be told, and will not be. */
  void giveUp(Delivery delivery, String cause);

  /** What those who ever heard anything have not heard. */
  List<Backlog> backlogs();

  /** The events of a window, the oldest first. */
  List<LedgerEvent> events(WindowKey key);
}
