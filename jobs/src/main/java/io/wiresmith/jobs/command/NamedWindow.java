package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.RunLedger;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The parameter that names a window of the ledger, or a run. */
final class NamedWindow {
  @Mixin private LedgerOption ledger = new LedgerOption();

  @Parameters(
      paramLabel = "<run>",
      description = "First digits of a window's id or of a run's key, or latest.")
  private String run = "";

  /** What was written. */
  String name() {
    return run;
  }

  /** Does something with the window, if the ledger knows one of that name. */
  <T> Optional<T> find(Common common, BiFunction<LedgerRun, RunLedger, T> action) {
    Optional<RunLedger> existing = ledger.existing(common, common.settingsOfAnyKind());
    if (existing.isEmpty() || run.equals("latest")) {
      return Optional.empty();
    }
    try (RunLedger open = existing.get()) {
      LedgerRun found;
      try {
        found = open.find(run);
      } catch (WiresmithException e) {
        if (e.code() == ErrorCode.NOTHING_TO_DO) {
          return Optional.empty();
        }
        throw e;
      }
      return Optional.of(action.apply(found, open));
    }
  }

  /** The same for verbs that know only windows. */
  <T> T require(Common common, BiFunction<LedgerRun, RunLedger, T> action) {
    return find(common, action)
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.NOTHING_TO_DO,
                    "No window of the ledger, or more than one, has an id that starts with '%s'. See: bin/wiresmith runs list"
                        .formatted(run)));
  }
}
