package io.wiresmith.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends RunLedgerContract {
  @TempDir Path directory;

  @Override
  RunLedger open(Clock clock) {
    return SqlLedger.open(file().toString(), Map.of(), clock);
  }

  @Override
  Optional<String> version() {
    return SqlLedger.version(file().toString(), Map.of());
  }

  @Test
  void askingForAVersionMakesNothing() {
    Path none = directory.resolve("none/ledger.db");

    assertThat(SqlLedger.version(none.toString(), Map.of())).isEmpty();
    assertThat(none.getParent()).doesNotExist();
  }

  @Override
  void makeNewer() {
    NewerLedger.make("jdbc:sqlite:" + file(), "");
  }

  private Path file() {
    return directory.resolve("deep/er/ledger.db");
  }

  /** A daemon and a verb that begin together make the same ledger. */
  @Test
  void thoseWhoComeTogetherMakeItOnce() throws Exception {
    int together = 8;
    ExecutorService threads = Executors.newFixedThreadPool(together);
    try {
      for (int round = 0; round < 20; round++) {
        String fresh = directory.resolve("fresh-%d.db".formatted(round)).toString();
        Callable<Optional<String>> opens =
            () -> {
              Thread.sleep(ThreadLocalRandom.current().nextInt(120));
              try (RunLedger ledger = SqlLedger.open(fresh, Map.of(), clock)) {
                ledger.schedule("any");
                return SqlLedger.version(fresh, Map.of());
              }
            };

        for (Future<Optional<String>> each :
            threads.invokeAll(Collections.nCopies(together, opens))) {
          assertThat(each.get()).hasValue(Migrations.NEWEST);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aFileThatIsNoLedgerIsRefused() throws IOException {
    Path noise = directory.resolve("noise.db");
    Files.writeString(noise, "This is no database, and never was one.".repeat(100));

    assertThatThrownBy(() -> SqlLedger.open(noise.toString(), Map.of(), clock))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining(noise.toString())
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.DIGEST_MISMATCH);
    assertThat(Files.size(noise)).isEqualTo(3900);
  }

  @Test
  void aDirectoryAndAnotherKindOfDatabaseAreRefused() {
    assertThatThrownBy(() -> SqlLedger.open(directory.toString(), Map.of(), clock))
        .hasMessageContaining("is a directory");
    assertThatThrownBy(() -> SqlLedger.open("mysql://here/there", Map.of(), clock))
        .hasMessageContaining("neither a file nor postgresql://");
    assertThatThrownBy(() -> SqlLedger.open("postgresql://me:secret@here/there", Map.of(), clock))
        .hasMessageContaining("WIRESMITH_LEDGER_PASSWORD")
        .message()
        .doesNotContain("secret");
    for (String url :
        List.of(
            "postgres://me:secret@here/there",
            "mysql://me:secret@here/there",
            "postgresql://me:sec/ret@here/there",
            "jdbc:postgresql://me:secret@here/there",
            "postgresql://here/there?sslpassword=secret")) {
      assertThatThrownBy(() -> SqlLedger.open(url, Map.of(), clock))
          .hasMessageContaining("WIRESMITH_LEDGER_PASSWORD")
          .message()
          .doesNotContain("secret", "ret@");
    }
  }
}

/** Does what newer code would do to a ledger. */
final class NewerLedger {
  private NewerLedger() {}

  static void make(String url, String user) {
    try (Connection connection =
            user.isEmpty()
                ? DriverManager.getConnection(url)
                : DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO ledger_version (installed_rank, version, description, type, script, checksum,"
              + " installed_by, execution_time, success)"
              + " SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1, installed_by, 1, success"
              + " FROM ledger_version WHERE version = '1'");
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
