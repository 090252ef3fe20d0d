package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.RunQuery;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The parameter that names a window of the ledger, or a run. */
final class NamedWindow {
  private static final String LATEST = "latest";

  @Mixin private LedgerOption ledger = new LedgerOption();

  @Parameters(
      paramLabel = "<run>",
      description = {
        "First digits of a window's id, or latest: the window that changed last.",
        "show also takes a run's key; its latest is the latest run."
      })
  private String run = "";

  /** What was written. */
  String name() {
    return run;
  }

  /** Does something with the window, if the ledger knows one whose id starts so. */
  <T> Optional<T> find(Common common, BiFunction<LedgerRun, RunLedger, T> action) {
    return run.equals(LATEST) ? Optional.empty() : apply(common, this::named, action);
  }

  private <T> Optional<T> apply(
      Common common,
      Function<RunLedger, Optional<LedgerRun>> choice,
      BiFunction<LedgerRun, RunLedger, T> action) {
    Optional<RunLedger> existing = ledger.existing(common, common.settingsOfAnyKind());
    if (existing.isEmpty()) {
      return Optional.empty();
    }
    try (RunLedger open = existing.get()) {
      return choice.apply(open).map(found -> action.apply(found, open));
    }
  }

  private Optional<LedgerRun> named(RunLedger open) {
    try {
      return Optional.of(open.find(run));
    } catch (WiresmithException e) {
      if (e.code() == ErrorCode.NOTHING_TO_DO) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Optional<LedgerRun> latestOrNamed(RunLedger open) {
    return run.equals(LATEST) ? open.list(RunQuery.latest(1)).stream().findFirst() : named(open);
  }

  /** The same for verbs that know only windows; the latest is the one that changed last. */
  <T> T require(Common common, BiFunction<LedgerRun, RunLedger, T> action) {
    return apply(common, this::latestOrNamed, action)
        .orElseThrow(
            () ->
                new WiresmithException(
                    ErrorCode.NOTHING_TO_DO,
                    run.equals(LATEST)
                        ? "The ledger has no windows. See: bin/wiresmith schedule list"
                        : "No window of the ledger, or more than one, has an id that starts with '%s'. See: bin/wiresmith runs list"
                            .formatted(run)));
  }
}
