package io.wiresmith.scheduler.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * Rows of {@code ledger_event} and {@code ledger_delivery}.
 *
 * @param session of the transaction
 * @param now the time
 */
record EventRows(Session session, Instant now) {
  /** Records what an ending that was just written means to people, for each sink to hear. */
  void ended(Lease lease, Ending ending, List<String> sinks) throws SQLException {
    List<EventKind> kinds = EventKind.of(ending, failedBefore(lease));
    if (kinds.isEmpty()) {
      return;
    }
    LedgerRun run =
        session
            .first(RunRows.SELECT + "WHERE id = ?", RunRows::read, lease.run())
            .orElseThrow(() -> new IllegalStateException("Window " + lease.run() + " is gone"));
    for (EventKind kind : kinds) {
      insert(LedgerEvent.of(kind, run, now), lease, sinks);
    }
  }

  private boolean failedBefore(Lease lease) throws SQLException {
    return session
        .first(
            "SELECT kind FROM ledger_event WHERE run = ?"
                + " AND kind IN ('RUN_FAILED', 'DATA_LATE', 'RUN_RECOVERED')"
                + " ORDER BY fence DESC LIMIT 1",
            row -> EventKind.valueOf(row.getString(1)),
            lease.run())
        .filter(kind -> kind != EventKind.RUN_RECOVERED)
        .isPresent();
  }

  private void insert(LedgerEvent event, Lease lease, List<String> sinks) throws SQLException {
    int fresh =
        session.update(
            "INSERT INTO ledger_event (id, kind, run, fence, body, created_at)"
                + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            event.id(),
            event.kind(),
            lease.run(),
            lease.fence(),
            event.body(),
            now);
    if (fresh == 1) {
      for (String sink : sinks) {
        session.update(
            "INSERT INTO ledger_delivery (event, sink, state, updated_at)"
                + " VALUES (?, ?, 'WAITING', ?)",
            event.id(),
            sink,
            now);
      }
    }
  }

  List<LedgerEvent> of(WindowKey key) throws SQLException {
    return session.query(
        "SELECT id, kind, body FROM ledger_event WHERE run = ? ORDER BY fence, created_at, kind",
        EventRows::read,
        key.id());
  }

  static LedgerEvent read(ResultSet row) throws SQLException {
    return new LedgerEvent(
        row.getString("id"), EventKind.valueOf(row.getString("kind")), row.getString("body"));
  }
}
