package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a ledger is: a SQLite file, or a database of PostgreSQL.
 *
 * @param url for JDBC, without a password
 * @param file the file, where it is one
 * @param user who asks the server, if named
 * @param password its password, if any
 */
record LedgerLocation(
    String url, Optional<Path> file, Optional<String> user, Optional<String> password) {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /**
   * Reads {@code postgresql://host:port/database} or a path.
   *
   * @throws WiresmithException {@code USAGE} for another kind of database, a password in the URL,
   *     or a directory
   */
  static LedgerLocation parse(String text, Map<String, String> environment) {
    if (text.matches("(?i)[a-z][a-z0-9+.:-]*://([^?]*@.*|.*[?&](user|[a-z]*password)=.*)")) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The ledger's URL names a user or a password. Set WIRESMITH_LEDGER_USER and WIRESMITH_LEDGER_PASSWORD (or …_PASSWORD_FILE) instead.");
    }
    if (!text.matches("(jdbc:)?postgres(ql)?://.*")) {
      return file(text);
    }
    String url = POSTGRESQL + text.substring(text.indexOf("//"));
    return new LedgerLocation(
        url,
        Optional.empty(),
        Optional.ofNullable(environment.get("WIRESMITH_LEDGER_USER")).filter(it -> !it.isBlank()),
        Secrets.find(environment, "WIRESMITH_LEDGER_PASSWORD"));
  }

  private static LedgerLocation file(String text) {
    if (text.matches("[a-z][a-z0-9+.-]+:.*")) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "The ledger '%s' is neither a file nor postgresql://host:port/database.".formatted(text));
    }
    Path file = Path.of(text).toAbsolutePath().normalize();
    if (Files.isDirectory(file)) {
      throw new WiresmithException(
          ErrorCode.USAGE, "The ledger " + file + " is a directory; name a file, new or not.");
    }
    return new LedgerLocation(
        "jdbc:sqlite:" + file, Optional.of(file), Optional.empty(), Optional.empty());
  }

  /** What the driver is told beside the URL. */
  Properties properties() {
    Properties properties = new Properties();
    user.ifPresent(it -> properties.setProperty("user", it));
    password.ifPresent(it -> properties.setProperty("password", it));
    if (file.isPresent()) {
      // A commit is on the disk when it returns; who writes waits for who writes.
      properties.setProperty("journal_mode", "WAL");
      properties.setProperty("synchronous", "FULL");
      properties.setProperty("busy_timeout", "20000");
    } else {
      properties.setProperty("connectTimeout", "5");
      properties.setProperty("socketTimeout", "60");
      properties.setProperty("ApplicationName", "wiresmith");
    }
    return properties;
  }

  /** As people write it. */
  @Override
  public String toString() {
    return file.map(Path::toString).orElse(url.substring("jdbc:".length()));
  }
}
