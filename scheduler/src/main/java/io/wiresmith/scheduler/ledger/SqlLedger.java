package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.run.StepRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A ledger in SQLite or PostgreSQL: the statements are the same. */
public final class SqlLedger implements RunLedger {
  private static final String OPEN = "state IN ('PENDING', 'RETRY', 'RUNNING')";
  private static final int AT_ONCE = 500; // No database takes any number of values.

  private final Database database;
  private final Clock clock;
  private final List<String> sinks;

  private SqlLedger(Database database, Clock clock, List<String> sinks) {
    this.database = database;
    this.clock = clock;
    this.sinks = List.copyOf(sinks);
  }

  /**
   * Opens a ledger, and makes or migrates it where needed.
   *
   * @param location a path, or {@code postgresql://host:port/database}
   * @param environment where user and password are, {@code WIRESMITH_LEDGER_…}
   * @throws WiresmithException {@code USAGE} if there is no such kind of ledger, or it is from
   *     newer code; {@code DIGEST_MISMATCH} if the file is no ledger
   */
  public static SqlLedger open(String location, Map<String, String> environment, Clock clock) {
    Database database = new Database(LedgerLocation.parse(location, environment));
    Migrations.apply(database);
    return new SqlLedger(database, clock, List.of());
  }

  /**
   * The version of a ledger; empty where there is none yet. Nothing is made or migrated.
   *
   * @throws WiresmithException as {@link #open} does
   */
  public static Optional<String> version(String location, Map<String, String> environment) {
    try (Database database = new Database(LedgerLocation.parse(location, environment))) {
      return Migrations.version(database);
    }
  }

  /** The same ledger; what happens by it is told to those sinks. */
  public SqlLedger telling(List<String> names) {
    return new SqlLedger(database, clock, names);
  }

  @Override
  public String location() {
    return database.location().toString();
  }

  @Override
  public int record(List<DueWindow> windows) {
    return database.transaction(session -> insert(session, windows));
  }

  private int insert(Session session, List<DueWindow> windows) throws SQLException {
    Instant now = clock.instant();
    int fresh = 0;
    for (DueWindow due : windows) {
      WindowKey key = due.key();
      fresh +=
          session.update(
              "INSERT INTO ledger_run (id, schedule, model, window_from, window_until, state,"
                  + " cause, origin, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " ON CONFLICT (schedule, window_until, window_from, model)"
                  + " DO UPDATE SET origin = excluded.origin"
                  + " WHERE excluded.origin = 'SCHEDULE' AND excluded.state = 'PENDING'"
                  + " AND ledger_run.origin = 'BACKFILL'"
                  + " AND ledger_run.state IN ('PENDING', 'RETRY')",
              key.id(),
              key.schedule(),
              key.model().id(),
              key.window().from(),
              key.window().until(),
              due.state(),
              due.cause(),
              due.origin(),
              now,
              now);
    }
    return fresh;
  }

  @Override
  public boolean again(WindowKey key) {
    return database.transaction(
        session ->
            session.update(
                    "UPDATE ledger_run SET state = 'PENDING', origin = 'SCHEDULE', attempts = 0,"
                        + " retry_at = 0, cancel = 0, verdict = '', exit_code = 0,"
                        + " cause = 'asked for again', updated_at = ?"
                        + " WHERE id = ? AND state IN ('FAILED', 'CANCELLED', 'SKIPPED')",
                    clock.instant(),
                    key.id())
                == 1);
  }

  @Override
  public Optional<LedgerRun> find(WindowKey key) {
    return database.transaction(
        session -> session.first(RunRows.SELECT + "WHERE id = ?", RunRows::read, key.id()));
  }

  @Override
  public LedgerRun find(String idPrefix) {
    List<LedgerRun> found =
        idPrefix.matches("[0-9a-f]{1,16}")
            ? database.transaction(
                session ->
                    session.query(
                        RunRows.SELECT + "WHERE id >= ? AND id < ? LIMIT 2",
                        RunRows::read,
                        idPrefix,
                        idPrefix + "g"))
            : List.of();
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new WiresmithException(
        ErrorCode.NOTHING_TO_DO,
        "%s window in the ledger %s has an id that starts with '%s'. See: bin/wiresmith runs list"
            .formatted(found.isEmpty() ? "No" : "More than one", location(), idPrefix));
  }

  @Override
  public List<LedgerRun> list(RunQuery query) {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    List<Object> values = new ArrayList<>();
    query.schedule().ifPresent(it -> and(conditions, values, "schedule = ?", it));
    query.model().ifPresent(it -> and(conditions, values, "model = ?", it.id()));
    query.state().ifPresent(it -> and(conditions, values, "state = ?", it));
    query.from().ifPresent(it -> and(conditions, values, "window_until >= ?", it));
    query.until().ifPresent(it -> and(conditions, values, "window_until < ?", it));
    values.add(query.limit());
    return database.transaction(
        session ->
            session.query(
                RunRows.SELECT
                    + "WHERE "
                    + String.join(" AND ", conditions)
                    + " ORDER BY "
                    + query.order().columns()
                    + " LIMIT ?",
                RunRows::read,
                values.toArray()));
  }

  @Override
  public Set<String> known(Set<String> works) {
    return database.transaction(
        session -> {
          Set<String> known = new TreeSet<>();
          List<String> all = List.copyOf(works);
          for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            known.addAll(
                session.query(
                    "SELECT work_key FROM ledger_run WHERE work_key IN " + oneOf(some),
                    row -> row.getString(1),
                    some.toArray()));
          }
          return known;
        });
  }

  private static String oneOf(Collection<String> values) {
    return "(" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")";
  }

  private static void and(
      List<String> conditions, List<Object> values, String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }

  @Override
  public List<LedgerRun> claimable(Set<String> schedules, int limit) {
    if (schedules.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Object> values = new ArrayList<>(List.of(now));
    values.addAll(schedules);
    values.add(limit + 1000);
    return database
        .transaction(
            session ->
                session.query(
                    RunRows.SELECT
                        + "WHERE "
                        + OPEN
                        + " AND origin = 'SCHEDULE' AND (state = 'RUNNING' OR retry_at <= ?)"
                        + " AND schedule IN "
                        + oneOf(schedules)
                        + " ORDER BY window_until LIMIT ?",
                    RunRows::read,
                    values.toArray()))
        .stream()
        .filter(run -> !run.held(now) || new Owner(run.lease().owner()).dead())
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Lease> claim(Claim claim) {
    return database.transaction(session -> new ClaimWork(session, clock.instant()).of(claim));
  }

  @Override
  public void log(Lease lease, Path log) {
    database.transaction(
        session ->
            session.update(
                "UPDATE ledger_attempt SET log = ? WHERE run = ? AND fence = ?",
                log.toString(),
                lease.run(),
                lease.fence()));
  }

  @Override
  public LeaseState renew(Lease lease, Duration term) {
    Instant now = clock.instant();
    return database.transaction(
        session -> {
          session.update(
              "UPDATE ledger_run SET lease_until = ?, heartbeat_at = ?"
                  + " WHERE id = ? AND fence = ? AND state = 'RUNNING'",
              now.plus(term),
              now,
              lease.run(),
              lease.fence());
          return state(session, lease);
        });
  }

  @Override
  public LeaseState state(Lease lease) {
    return database.transaction(session -> state(session, lease));
  }

  private static LeaseState state(Session session, Lease lease) throws SQLException {
    return session
        .first(
            "SELECT cancel FROM ledger_run WHERE id = ? AND fence = ? AND state = 'RUNNING'",
            row -> row.getInt(1) == 0 ? LeaseState.HELD : LeaseState.CANCELLED,
            lease.run(),
            lease.fence())
        .orElse(LeaseState.LOST);
  }

  @Override
  public void steps(Lease lease, List<StepRecord> steps) {
    database.transaction(
        session -> {
          if (state(session, lease) == LeaseState.LOST) {
            return 0;
          }
          session.update("DELETE FROM ledger_step WHERE run = ?", lease.run());
          for (int i = 0; i < steps.size(); i++) {
            session.update(
                "INSERT INTO ledger_step (run, ordinal, record) VALUES (?, ?, ?)",
                lease.run(),
                i,
                Json.line(steps.get(i)));
          }
          return steps.size();
        });
  }

  @Override
  public LedgerState end(Lease lease, Ending ending) {
    Instant now = clock.instant();
    return database
        .transaction(session -> new EndWork(session, now, sinks).of(lease, ending))
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.CONFLICT,
                    "Window %s of the ledger %s is somebody else's by now (this was try %d); what this try ended in is not kept."
                        .formatted(lease.run(), location(), lease.fence())));
  }

  @Override
  public boolean cancel(WindowKey key) {
    Instant now = clock.instant();
    return database.transaction(session -> new CancelWork(session, now).of(key));
  }

  @Override
  public List<StepRecord> steps(WindowKey key) {
    return database.transaction(
        session ->
            session.query(
                "SELECT record FROM ledger_step WHERE run = ? ORDER BY ordinal",
                row ->
                    Json.parse(
                        row.getString(1).getBytes(StandardCharsets.UTF_8),
                        StepRecord.class,
                        "a step of the ledger"),
                key.id()));
  }

  @Override
  public List<Attempt> attempts(WindowKey key) {
    return database.transaction(
        session ->
            session.query(
                "SELECT * FROM ledger_attempt WHERE run = ? ORDER BY fence",
                RunRows::attempt,
                key.id()));
  }

  @Override
  public Optional<ScheduleMark> schedule(String name) {
    return database.transaction(session -> new ScheduleRows(session).find(name));
  }

  @Override
  public ScheduleMark remember(String name, boolean active, Instant from) {
    return database.transaction(session -> new ScheduleRows(session).remember(name, active, from));
  }

  @Override
  public void activate(String name, boolean active, Instant now) {
    database.transaction(
        session -> {
          new ScheduleRows(session).activate(name, active, now);
          return 0;
        });
  }

  @Override
  public boolean advance(String name, ScheduleMark before, Instant until, List<DueWindow> due) {
    return database.transaction(
        session -> {
          boolean first = new ScheduleRows(session).advance(name, before, until);
          if (first) {
            insert(session, due);
          }
          return first;
        });
  }

  @Override
  public List<Standing> standings() {
    return database.transaction(
        session ->
            session.query(
                "SELECT schedule, state, COUNT(*), MIN(window_until) AS oldest FROM ledger_run"
                    + " WHERE state IN ('PENDING', 'RETRY', 'RUNNING', 'FAILED')"
                    + " GROUP BY schedule, state ORDER BY schedule, state",
                row ->
                    new Standing(
                        row.getString(1),
                        LedgerState.of(row.getString(2)),
                        row.getLong(3),
                        RunRows.instant(row, "oldest"))));
  }

  @Override
  public Outbox outbox() {
    return new SqlOutbox(database, clock);
  }

  @Override
  public void close() {
    database.close();
  }
}
