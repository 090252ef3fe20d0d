package io.wiresmith.scheduler.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Rows of {@code ledger_schedule}.
 *
 * @param session of the transaction
 */
record ScheduleRows(Session session) {
  Optional<ScheduleMark> find(String name) throws SQLException {
    return session.first(
        "SELECT active, considered_until FROM ledger_schedule WHERE name = ?",
        row -> new ScheduleMark(row.getInt(1) != 0, RunRows.instant(row, "considered_until")),
        name);
  }

  ScheduleMark remember(String name, boolean active, Instant from) throws SQLException {
    session.update(
        "INSERT INTO ledger_schedule (name, active, considered_until) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        name,
        active,
        from);
    return find(name).orElseThrow();
  }

  /** From off to on, the firings in between are passed over. */
  void activate(String name, boolean active, Instant now) throws SQLException {
    remember(name, active, now);
    session.update(
        "UPDATE ledger_schedule SET active = ?,"
            + " considered_until = CASE WHEN active = 0 AND considered_until < ? THEN ?"
            + " ELSE considered_until END WHERE name = ?",
        active,
        now,
        now,
        name);
  }

  boolean advance(String name, ScheduleMark before, Instant until) throws SQLException {
    return session.update(
            "UPDATE ledger_schedule SET considered_until = ?"
                + " WHERE name = ? AND considered_until = ? AND active = 1",
            until,
            name,
            before.consideredUntil())
        == 1;
  }
}
