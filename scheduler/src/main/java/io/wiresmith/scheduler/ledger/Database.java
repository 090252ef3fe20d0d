package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection, used by one thread at a time and opened again after it broke. A process asks its
 * ledger a few times a second at most.
 */
final class Database implements AutoCloseable {
  private final LedgerLocation location;
  private @Nullable Connection open;

  Database(LedgerLocation location) {
    this.location = location;
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T in(Session session) throws SQLException;
  }

  LedgerLocation location() {
    return location;
  }

  /**
   * Does everything or nothing.
   *
   * @throws WiresmithException whatever the work throws, or what the database said
   */
  <T> T transaction(Work<T> work) {
    return within(location.file().isPresent() ? "BEGIN IMMEDIATE" : "BEGIN", work);
  }

  /**
   * Asks without being in the way of who writes.
   *
   * @throws WiresmithException as {@link #transaction} does
   */
  <T> T reading(Work<T> work) {
    return within("BEGIN", work);
  }

  private synchronized <T> T within(String begin, Work<T> work) {
    try {
      Session session = new Session(connection());
      session.command(begin);
      T result = work.in(session);
      session.command("COMMIT");
      return result;
    } catch (SQLException e) {
      drop();
      throw failed(e);
    } catch (RuntimeException e) {
      drop();
      throw e;
    }
  }

  private Connection connection() throws SQLException {
    Connection present = open;
    if (present != null) {
      return present;
    }
    location.file().map(Path::getParent).ifPresent(AtomicFiles::directory);
    Connection fresh = DriverManager.getConnection(location.url(), location.properties());
    open =
        fresh; // SQLite's driver would begin the next transaction, and hold the lock, at a commit.
    return fresh;
  }

  /** What was begun is undone with the connection. */
  private void drop() {
    Connection broken = open;
    open = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException e) {
        // The first error is the one to tell.
      }
    }
  }

  WiresmithException failed(SQLException e) {
    String message = String.valueOf(e.getMessage());
    ErrorCode code =
        Optional.of(message)
            .filter(it -> location.file().isPresent())
            .map(Database::sqliteCode)
            .orElseGet(() -> postgresqlCode(String.valueOf(e.getSQLState())));
    return new WiresmithException(
        code, "The ledger %s failed: %s. %s".formatted(location, message, remedy(code)), e);
  }

  private static String remedy(ErrorCode code) {
    if (code == ErrorCode.DIGEST_MISMATCH) {
      return "Restore it, or name another by --ledger.";
    }
    if (code == ErrorCode.USAGE) {
      return "Check the URL, WIRESMITH_LEDGER_USER and WIRESMITH_LEDGER_PASSWORD.";
    }
    return code == ErrorCode.CONFLICT
        ? "Somebody else wrote at the same time; try again."
        : "Check that it can be reached and has space, then try again.";
  }

  private static ErrorCode sqliteCode(String message) {
    if (message.contains("SQLITE_NOTADB") || message.contains("SQLITE_CORRUPT")) {
      return ErrorCode.DIGEST_MISMATCH;
    }
    return message.contains("SQLITE_BUSY") || message.contains("SQLITE_LOCKED")
        ? ErrorCode.CONFLICT
        : ErrorCode.STORAGE_UNAVAILABLE;
  }

  private static ErrorCode postgresqlCode(String state) {
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "28", "3D" -> ErrorCode.USAGE;
      case "40", "55" -> ErrorCode.CONFLICT;
      default -> ErrorCode.DEPENDENCY_DOWN;
    };
  }

  @Override
  public synchronized void close() {
    drop();
  }
}
