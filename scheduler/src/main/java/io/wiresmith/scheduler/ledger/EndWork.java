package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.io.Json;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends a try: one update that changes nothing for who has lost the window.
 *
 * @param session of the transaction
 * @param now the time
 * @param sinks who hears of it
 */
record EndWork(Session session, Instant now, List<String> sinks) {
  /** The state that the window is in now, empty where it is somebody else's. */
  Optional<LedgerState> of(Lease lease, Ending ending) throws SQLException {
    Optional<LedgerState> ended = updated(lease, ending);
    if (ended.isEmpty()) {
      return before(lease, ending);
    }
    session.update(
        "UPDATE ledger_attempt SET ended_at = ?, exit_code = ?, cause = ?"
            + " WHERE run = ? AND fence = ?",
        now,
        ending.exitCode(),
        ending.cause(),
        lease.run(),
        lease.fence());
    new EventRows(session, now).ended(lease, ending, sinks);
    return ended;
  }

  /** Who asked for a window's end does not get another try; one that was stopped counts as none. */
  private Optional<LedgerState> updated(Lease lease, Ending ending) throws SQLException {
    return session.first(
        """
        UPDATE ledger_run SET
          state = CASE WHEN cancel = 1 AND ? IN ('PENDING', 'RETRY') THEN 'CANCELLED' ELSE ? END,
          attempts = CASE WHEN ? = 'PENDING' THEN attempts - 1 ELSE attempts END,
          exit_code = ?, verdict = ?, cause = ?, refs_out = ?,
          retry_at = ?, lease_until = 0, cancel = 0, updated_at = ?
        WHERE id = ? AND fence = ? AND state = 'RUNNING'
        RETURNING state""",
        row -> LedgerState.of(row.getString(1)),
        ending.state(),
        ending.state(),
        ending.state(),
        ending.exitCode(),
        ending.verdict(),
        ending.cause(),
        Json.line(ending.references()),
        ending.retryAt().orElse(Instant.EPOCH),
        now,
        lease.run(),
        lease.fence());
  }

  /** A commit whose answer was lost is asked again. */
  private Optional<LedgerState> before(Lease lease, Ending ending) throws SQLException {
    return session.first(
        "SELECT state FROM ledger_run WHERE id = ? AND fence = ? AND state IN (?, 'CANCELLED')",
        row -> LedgerState.of(row.getString(1)),
        lease.run(),
        lease.fence(),
        ending.state());
  }
}
