package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a ledger to the version that this code knows. */
final class Migrations {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The version of the last script beside this class. */
  static final String NEWEST = "4";

  private Migrations() {}

  /**
   * Migrates, one process at a time. A ledger that is as this code knows it is found by one query:
   * looking at all scripts takes longer than most verbs do.
   *
   * @throws WiresmithException {@code USAGE} if the ledger is from newer code
   */
  static void apply(Database database) {
    LedgerLocation location = database.location();
    Optional<Path> file = location.file();
    if (isNewest(database)) {
      return;
    }
    if (file.isEmpty()) {
      migrate(location); // Flyway locks its table in PostgreSQL.
      return;
    }
    Path lock = file.get().resolveSibling(file.get().getFileName() + ".lock");
    try (HeldFile held = HeldFile.hold(lock, PATIENCE)) {
      database.reading(session -> ""); // Makes the file, of the kind that readers share.
      migrate(location);
    }
  }

  private static boolean isNewest(Database database) {
    try {
      return version(database).filter(NEWEST::equals).isPresent();
    } catch (WiresmithException e) {
      return false; // Flyway meets the same, and tells it better.
    }
  }

  /** The version of a ledger; empty where there is none yet, and nothing is made. */
  static Optional<String> version(Database database) {
    if (database.location().file().filter(Migrations::isNothing).isPresent()) {
      return Optional.empty();
    }
    String tables =
        database.location().file().isPresent()
            ? "SELECT name FROM sqlite_master WHERE name = 'ledger_version'"
            : "SELECT tablename FROM pg_tables WHERE tablename = 'ledger_version'"
                + " AND schemaname = current_schema()";
    return database.reading(
        session ->
            session.first(tables, row -> row.getString(1)).isEmpty()
                ? Optional.<String>empty()
                : session.first(
                    "SELECT CASE WHEN success THEN version ELSE 'unfinished' END"
                        + " FROM ledger_version ORDER BY installed_rank DESC LIMIT 1",
                    row -> String.valueOf(row.getString(1))));
  }

  /** SQLite makes an empty file first: who asks then would change its kind beside its maker. */
  private static boolean isNothing(Path file) {
    try {
      return !Files.exists(file) || Files.size(file) == 0;
    } catch (IOException e) {
      throw AtomicFiles.failed("look at", file, e);
    }
  }

  private static void migrate(LedgerLocation location) {
    try {
      Flyway flyway =
          Flyway.configure(Migrations.class.getClassLoader())
              .dataSource(
                  location.url(), location.user().orElse(null), location.password().orElse(null))
              .locations("classpath:io/wiresmith/scheduler/ledger")
              .table("ledger_version")
              .loggers("slf4j")
              .load();
      refuseNewer(flyway, location);
      flyway.migrate();
    } catch (FlywayException e) {
      throw failed(location, e);
    }
  }

  private static void refuseNewer(Flyway flyway, LedgerLocation location) {
    Optional<MigrationInfo> newer =
        Arrays.stream(flyway.info().all())
            .filter(migration -> migration.getState().name().startsWith("FUTURE"))
            .findFirst();
    if (newer.isPresent()) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The ledger %s is of version %s, made by newer code. Use that code, or name another ledger by --ledger."
              .formatted(location, newer.get().getVersion()));
    }
  }

  private static WiresmithException failed(LedgerLocation location, FlywayException e) {
    Throwable cause = e;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (cause instanceof SQLException sql) {
        return new Database(location).failed(sql);
      }
      cause = cause.getCause();
    }
    return new WiresmithException(
        ErrorCode.DIGEST_MISMATCH,
        "The ledger %s is not what it should be: %s. Restore it, or name another by --ledger."
            .formatted(location, e.getMessage()),
        e);
  }
}
