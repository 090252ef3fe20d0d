package io.wiresmith.scheduler.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.io.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rows of {@code ledger_run} and what they mean. */
final class RunRows {
  static final String SELECT = "SELECT * FROM ledger_run ";

  private RunRows() {}

  static LedgerRun read(ResultSet row) throws SQLException {
    return new LedgerRun(
        new WindowKey(
            row.getString("schedule"),
            ModelKey.parse(row.getString("model")),
            new Window(instant(row, "window_from"), instant(row, "window_until"))),
        LedgerState.of(row.getString("state")),
        new WorkDigest(
            row.getString("work_key"),
            row.getString("inputs"),
            row.getString("config"),
            row.getString("code")),
        new LedgerRun.LeaseRecord(
            row.getString("owner"),
            row.getLong("fence"),
            instant(row, "lease_until"),
            row.getInt("cancel") != 0,
            Origin.valueOf(row.getString("origin"))),
        row.getInt("attempts"),
        new LedgerRun.Result(
            row.getInt("exit_code"),
            row.getString("verdict"),
            row.getString("cause"),
            map(row.getString("refs_out"))),
        map(row.getString("refs_in")),
        new LedgerRun.Times(
            instant(row, "created_at"),
            some(row, "started_at"),
            instant(row, "updated_at"),
            some(row, "retry_at")));
  }

  static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getLong("fence"),
        row.getString("owner"),
        row.getString("log"),
        instant(row, "started_at"),
        some(row, "ended_at"),
        row.getInt("exit_code"),
        row.getString("cause"));
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  /** A time that 0 stands for the lack of. */
  private static Optional<Instant> some(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static Map<String, String> map(String json) {
    Map<String, String> map = new TreeMap<>();
    Json.parse(json.getBytes(StandardCharsets.UTF_8), JsonNode.class, "a row of the ledger")
        .properties()
        .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
    return map;
  }
}
