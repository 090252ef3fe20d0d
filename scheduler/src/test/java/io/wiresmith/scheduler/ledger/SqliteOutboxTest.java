package io.wiresmith.scheduler.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxTest extends OutboxContract {
  @TempDir Path directory;

  @Override
  SqlLedger open(Clock clock) {
    return SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), clock);
  }
}
