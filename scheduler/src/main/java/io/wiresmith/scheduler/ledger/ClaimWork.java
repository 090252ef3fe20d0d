package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.Owner;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Begins to work on a window: one update that only one of many can win. One that was at its end
 * belongs to the backfill that begins it again; schedulers take open ones only.
 *
 * @param session of the transaction
 * @param now the time
 */
record ClaimWork(Session session, Instant now) {
  Optional<Lease> of(Claim claim) throws SQLException {
    String id = claim.key().id();
    freeTheDead(id);
    session.update(
        "UPDATE ledger_run SET state = 'CANCELLED', updated_at = ?"
            + " WHERE id = ? AND state = 'RUNNING' AND cancel = 1 AND lease_until <= ?",
        now,
        id,
        now);
    Optional<Lease> lease = updated(claim, id);
    if (lease.isPresent()) {
      session.update(
          "INSERT INTO ledger_attempt (run, fence, owner, started_at) VALUES (?, ?, ?, ?)",
          id,
          lease.get().fence(),
          claim.owner().name(),
          now);
      session.update("DELETE FROM ledger_step WHERE run = ?", id);
    }
    return lease;
  }

  /** A process of this machine that is gone renews no lease: nobody has to wait for its end. */
  void freeTheDead(String id) throws SQLException {
    Optional<String> owner =
        session.first(
            "SELECT owner FROM ledger_run WHERE id = ? AND state = 'RUNNING'",
            row -> row.getString(1),
            id);
    if (owner.isPresent() && new Owner(owner.get()).dead()) {
      session.update(
          "UPDATE ledger_run SET lease_until = 0 WHERE id = ? AND state = 'RUNNING' AND owner = ?",
          id,
          owner.get());
    }
  }

  private Optional<Lease> updated(Claim claim, String id) throws SQLException {
    return session.first(
        """
        UPDATE ledger_run SET
          attempts = CASE WHEN state IN ('PENDING', 'RETRY', 'RUNNING') THEN attempts + 1 ELSE 1 END,
          origin = CASE WHEN state IN ('PENDING', 'RETRY', 'RUNNING') THEN origin ELSE ? END,
          state = 'RUNNING', fence = fence + 1, owner = ?, lease_until = ?, heartbeat_at = ?,
          retry_at = 0, cancel = 0, work_key = ?, inputs = ?, config = ?, code = ?,
          verdict = '', exit_code = 0, cause = '', refs_in = ?, refs_out = '{}',
          started_at = ?, updated_at = ?
        WHERE id = ? AND state = ? AND fence = ? AND (state <> 'RUNNING' OR lease_until <= ?)
        RETURNING fence, attempts""",
        row -> new Lease(id, row.getLong(1), row.getInt(2)),
        Origin.BACKFILL,
        claim.owner().name(),
        now.plus(claim.term()),
        now,
        claim.work().key(),
        claim.work().inputs(),
        claim.work().config(),
        claim.work().code(),
        Json.line(claim.references()),
        now,
        now,
        id,
        claim.seen().state(),
        claim.seen().fence(),
        now);
  }
}
