package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.run.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outbox of a ledger in SQL.
 *
 * @param database the ledger
 * @param clock the wall clock
 */
record SqlOutbox(Database database, Clock clock) implements Outbox {
  private static final int LOOK_AT = 50;

  /** A delivery that somebody may have. */
  private record Found(LedgerEvent event, int attempts, Instant created, boolean free) {}

  @Override
  public Optional<Delivery> next(String sink, Owner owner, Duration term) {
    Instant now = clock.instant();
    return database.transaction(
        session -> {
          Optional<Found> oldest =
              session
                  .query(
                      "SELECT e.id, e.kind, e.body, e.created_at, d.attempts, d.owner, d.lease_until"
                          + " FROM ledger_delivery d JOIN ledger_event e ON e.id = d.event"
                          + " WHERE d.sink = ? AND d.state = 'WAITING' AND d.retry_at <= ?"
                          + " ORDER BY e.created_at, e.id LIMIT ?",
                      row -> found(row, now),
                      sink,
                      now,
                      LOOK_AT)
                  .stream()
                  .filter(Found::free)
                  .findFirst();
          return oldest.isEmpty()
              ? Optional.empty()
              : claimed(session, oldest.get(), sink, owner, now.plus(term));
        });
  }

  private static Found found(ResultSet row, Instant now) throws SQLException {
    boolean free =
        !RunRows.instant(row, "lease_until").isAfter(now)
            || new Owner(row.getString("owner")).dead();
    return new Found(
        EventRows.read(row), row.getInt("attempts"), RunRows.instant(row, "created_at"), free);
  }

  /** Of two who found it so one wins: the number of tries is the fence. */
  private static Optional<Delivery> claimed(
      Session session, Found found, String sink, Owner owner, Instant until) throws SQLException {
    int won =
        session.update(
            "UPDATE ledger_delivery SET attempts = attempts + 1, owner = ?, lease_until = ?"
                + " WHERE event = ? AND sink = ? AND state = 'WAITING' AND attempts = ?",
            owner.name(),
            until,
            found.event().id(),
            sink,
            found.attempts());
    return won == 1
        ? Optional.of(
            new Delivery(found.event(), sink, found.attempts() + 1, found.created().toEpochMilli()))
        : Optional.empty();
  }

  @Override
  public void delivered(Delivery delivery) {
    ended(delivery, "DELIVERED", Instant.EPOCH, "");
  }

  @Override
  public void postpone(Delivery delivery, Instant until, String cause) {
    ended(delivery, "WAITING", until, cause);
  }

  @Override
  public void giveUp(Delivery delivery, String cause) {
    ended(delivery, "GIVEN_UP", Instant.EPOCH, cause);
  }

  private void ended(Delivery delivery, String state, Instant retryAt, String cause) {
    Instant now = clock.instant();
    database.transaction(
        session ->
            session.update(
                "UPDATE ledger_delivery SET state = ?, lease_until = 0, retry_at = ?, cause = ?,"
                    + " updated_at = ? WHERE event = ? AND sink = ? AND attempts = ?",
                state,
                retryAt,
                cause,
                now,
                delivery.event().id(),
                delivery.sink(),
                delivery.attempt()));
  }

  @Override
  public List<Backlog> backlogs() {
    return database.transaction(
        session ->
            session.query(
                "SELECT sink, SUM(CASE WHEN state = 'WAITING' THEN 1 ELSE 0 END),"
                    + " SUM(CASE WHEN state = 'GIVEN_UP' THEN 1 ELSE 0 END)"
                    + " FROM ledger_delivery WHERE state IN ('WAITING', 'GIVEN_UP')"
                    + " GROUP BY sink ORDER BY sink",
                row -> new Backlog(row.getString(1), row.getLong(2), row.getLong(3))));
  }

  @Override
  public List<LedgerEvent> events(WindowKey key) {
    return database.transaction(session -> new EventRows(session, clock.instant()).of(key));
  }
}
