package io.wiresmith.scheduler.ledger;

import java.sql.SQLException;
import java.time.Instant;

/**
 * Cancels a window: at once where nobody works on it, or nobody who could still hear of it.
 *
 * @param session of the transaction
 * @param now the time
 */
record CancelWork(Session session, Instant now) {
  /** Whether it was open. */
  boolean of(WindowKey key) throws SQLException {
    new ClaimWork(session, now).freeTheDead(key.id());
    return session.update(
            """
            UPDATE ledger_run SET cancel = 1,
              state = CASE WHEN state = 'RUNNING' AND lease_until > ? THEN state ELSE 'CANCELLED' END,
              updated_at = ?
            WHERE id = ? AND state IN ('PENDING', 'RETRY', 'RUNNING')""",
            now,
            now,
            key.id())
        == 1;
  }
}
