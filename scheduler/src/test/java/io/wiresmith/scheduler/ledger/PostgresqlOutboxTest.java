package io.wiresmith.scheduler.ledger;

import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class PostgresqlOutboxTest extends OutboxContract {
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
  SqlLedger open(Clock clock) {
    return SqlLedger.open(url, TestingPostgresql.environment(), clock);
  }
}
