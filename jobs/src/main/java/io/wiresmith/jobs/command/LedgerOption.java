package io.wiresmith.jobs.command;

import io.wiresmith.jobs.config.Settings;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.notification.EventSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a run ledger. */
final class LedgerOption {
  @Option(
      names = "--ledger",
      paramLabel = "FILE|URL",
      description =
          "The run ledger: a SQLite file or postgresql://host:port/database (default"
              + " WIRESMITH_LEDGER, else scheduler.ledger, else ledger.db of the workspace).")
  private @Nullable String ledger;

  /** Opens it; a file that is not there is made. */
  RunLedger open(Common common, Settings settings) {
    return open(common, settings, List.of());
  }

  /** Opens it; what happens by it is told to those sinks. */
  RunLedger open(Common common, Settings settings, List<EventSink> sinks) {
    return SqlLedger.open(location(common, settings), System.getenv(), Clock.systemUTC())
        .telling(sinks.stream().map(EventSink::name).toList());
  }

  /** Opens it, unless it is a file that is not there. */
  Optional<RunLedger> existing(Common common, Settings settings) {
    String location = location(common, settings);
    boolean missing = !location.contains("://") && !Files.exists(Path.of(location));
    return missing ? Optional.empty() : Optional.of(open(common, settings));
  }

  /** Where it is. */
  String location(Common common, Settings settings) {
    if (ledger != null) {
      return ledger;
    }
    return Common.variable("WIRESMITH_LEDGER")
        .or(() -> settings.find("scheduler.ledger"))
        .orElseGet(() -> common.workspace().local().resolve("ledger.db").toString());
  }
}
