package io.wiresmith.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.run.Owner;
import io.wiresmith.scheduler.ledger.Claim;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.Lease;
import io.wiresmith.scheduler.ledger.LedgerRun;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.Origin;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Firings;
import io.wiresmith.scheduler.schedule.Schedule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowRunsTest {
  private static final WindowKey KEY =
      new WindowKey(
          "compression",
          ModelKey.of(ModelId.COMPRESSION),
          Window.before(Instant.parse("2026-11-15T02:00:00Z"), Duration.ofDays(30)));

  @TempDir Path directory;

  @Test
  void theCommandThatContinuesSaysWhatWasSetOnTheCommandLine() {
    try (RunLedger ledger =
        SqlLedger.open(directory.resolve("l.db").toString(), Map.of(), Clock.systemUTC())) {
      LedgerRun failed =
          failed(
              ledger,
              Map.of("telemetry", "t.lp", "flags", "{\"a.b\":\"it's 7\",\"training.seed\":\"7\"}"));

      assertThat(WindowRuns.show(failed, ledger, List.of()))
          .contains("--reprocess failed --ledger ")
          .endsWith(" --telemetry t.lp '-Da.b=it'\\''s 7' -Dtraining.seed=7");
    }
  }

  @Test
  void whatABackfillHasLeftIsABackfillsToGoOnWith() {
    try (RunLedger ledger =
        SqlLedger.open(directory.resolve("l.db").toString(), Map.of(), Clock.systemUTC())) {
      ledger.record(List.of(new DueWindow(KEY, LedgerState.PENDING, "", Origin.BACKFILL)));
      assertThat(WindowRuns.show(ledger.find(KEY).orElseThrow(), ledger, List.of()))
          .contains("continue  bin/wiresmith backfill compression");

      ledger.record(List.of(new DueWindow(KEY, LedgerState.PENDING, "")));
      assertThat(WindowRuns.show(ledger.find(KEY).orElseThrow(), ledger, List.of()))
          .contains("a scheduler takes it");
    }
  }

  @Test
  void whatIsNoFiringIsTriggeredAgain() {
    Schedule atThree =
        new Schedule(
            "compression",
            ModelKey.of(ModelId.COMPRESSION),
            Firings.parse("0 0 3 * * ?", "UTC"),
            Duration.ofDays(30),
            CatchUp.ALL,
            true,
            Optional.empty(),
            Optional.empty());
    try (RunLedger ledger =
        SqlLedger.open(directory.resolve("l.db").toString(), Map.of(), Clock.systemUTC())) {
      LedgerRun failed = failed(ledger, Map.of("telemetry", "t.lp"));

      assertThat(WindowRuns.show(failed, ledger, List.of(atThree)))
          .contains(
              "continue  bin/wiresmith schedule trigger compression --until 2026-11-15T02:00:00Z --ledger ");
    }
  }

  @Test
  void aLedgerFromBeforeHasNoFlags() {
    try (RunLedger ledger =
        SqlLedger.open(directory.resolve("l.db").toString(), Map.of(), Clock.systemUTC())) {
      assertThat(WindowRuns.show(failed(ledger, Map.of("telemetry", "t.lp")), ledger, List.of()))
          .endsWith(" --telemetry t.lp");
    }
  }

  private static LedgerRun failed(RunLedger ledger, Map<String, String> references) {
    ledger.record(List.of(new DueWindow(KEY, LedgerState.PENDING, "")));
    Claim claim =
        new Claim(
            KEY,
            ledger.find(KEY).orElseThrow().seen(),
            Owner.here(),
            Duration.ofMinutes(1),
            WorkDigest.NONE,
            references);
    Lease lease = ledger.claim(claim).orElseThrow();
    ledger.end(lease, Ending.without(LedgerState.FAILED, 1, "it broke"));
    return ledger.find(KEY).orElseThrow();
  }
}
