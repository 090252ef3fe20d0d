package io.wiresmith.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresqlLedgerTest extends RunLedgerContract {
  private static TestingPostgresql server;

  private String url;

  @BeforeAll
  static void start() {
    server = TestingPostgresql.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  @Override
  void openFirst() {
    url = server.database("d" + UUID.randomUUID().toString().substring(0, 8));
    super.openFirst();
  }

  @Override
  RunLedger open(Clock clock) {
    return SqlLedger.open(url, TestingPostgresql.environment(), clock);
  }

  @Override
  Optional<String> version() {
    return SqlLedger.version(url, TestingPostgresql.environment());
  }

  @Override
  void makeNewer() {
    NewerLedger.make("jdbc:" + url, TestingPostgresql.USER);
  }

  @Test
  void aServerThatDiesIsSaidAndFoundAgain() {
    try (RunLedger ledger = open(clock)) {
      ledger.record(List.of(new DueWindow(key(1), LedgerState.PENDING, "")));
      server.kill();

      assertThatThrownBy(() -> ledger.find(key(1)))
          .isInstanceOf(WiresmithException.class)
          .extracting(e -> ((WiresmithException) e).code())
          .isEqualTo(ErrorCode.DEPENDENCY_DOWN);
      assertThatThrownBy(() -> open(clock))
          .isInstanceOf(WiresmithException.class)
          .extracting(e -> ((WiresmithException) e).code())
          .isEqualTo(ErrorCode.DEPENDENCY_DOWN);

      server.begin();

      assertThat(ledger.find(key(1))).isPresent();
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsAMatterOfTheUrl() {
    assertThatThrownBy(
            () -> SqlLedger.open(url + "x", TestingPostgresql.environment(), Clock.systemUTC()))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("does not exist")
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.USAGE);
    assertThatThrownBy(() -> SqlLedger.open(url, Map.of("WIRESMITH_LEDGER_USER", "nobody"), clock))
        .isInstanceOf(WiresmithException.class);
  }
}
