package io.wiresmith.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.run.Owner;
import io.wiresmith.scheduler.TestingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the outbox of every ledger does. */
abstract class OutboxContract {
  private static final Duration TERM = Duration.ofSeconds(60);
  private static final Owner ONE = new Owner("one/1/1");
  private static final Owner TWO = new Owner("two/1/1");

  final TestingClock clock = new TestingClock(Instant.parse("2026-11-15T02:00:00Z"));
  private RunLedger ledger;
  private Outbox outbox;

  /** Opens the same ledger again, as another process would. */
  abstract SqlLedger open(Clock clock);

  @BeforeEach
  void openFirst() {
    ledger = open(clock).telling(List.of("file", "webhook"));
    outbox = ledger.outbox();
  }

  @AfterEach
  void closeFirst() {
    ledger.close();
  }

  @Test
  void aFailureIsToldToEverySinkOnceWithAllThatPeopleAsk() {
    ends(1, Ending.without(LedgerState.FAILED, 2, "no such file"));

    Delivery delivery = outbox.next("file", ONE, TERM).orElseThrow();

    assertThat(delivery.event().kind()).isEqualTo(EventKind.RUN_FAILED);
    assertThat(Json.parse(delivery.event().bytes(), Map.class, "event"))
        .containsEntry("id", delivery.event().id())
        .containsEntry("kind", "run-failed")
        .containsEntry("schedule", "compression")
        .containsEntry("until", "2026-01-11T02:00:00Z")
        .containsEntry("exit_code", 2)
        .containsEntry("cause", "no such file")
        .containsEntry("at", "2026-11-15T02:00:00Z");
    outbox.delivered(delivery);
    assertThat(outbox.next("file", ONE, TERM)).isEmpty();
    assertThat(outbox.next("webhook", ONE, TERM)).get().returns(delivery.event(), Delivery::event);
  }

  @Test
  void whatWillBeTriedAgainOrWasAskedForIsNoEvent() {
    ends(1, new Ending(LedgerState.RETRY, 75, "", "down", Map.of(), Optional.of(Instant.EPOCH)));
    ends(2, Ending.without(LedgerState.CANCELLED, 130, "somebody cancelled it"));
    ends(3, Ending.without(LedgerState.PENDING, 143, "whoever worked on it was told to end"));

    assertThat(outbox.next("file", ONE, TERM)).isEmpty();
  }

  @Test
  void lateTelemetryIsAnEventOfItsOwnAndItsRecoveryTold() {
    ends(1, Ending.failed(12, "1 day is missing", ErrorCode.DATA_LATE));
    ends(1, Ending.failed(12, "noise", ErrorCode.DATA_QUALITY));
    ends(1, done("blessed", 3, false));
    ends(1, done("blessed", 3, false));

    assertThat(outbox.events(RunLedgerContract.key(1)))
        .extracting(LedgerEvent::kind)
        .containsExactly(EventKind.DATA_LATE, EventKind.RUN_FAILED, EventKind.RUN_RECOVERED);
  }

  @Test
  void aVersionBecomesChampionOnceHoweverOftenItsRunIsAskedFor() {
    ends(1, done("blessed", 3, true));
    ends(1, done("blessed", 3, true));
    ends(2, done("blessed", 4, true));
    ends(3, done("blessed", 5, false));

    assertThat(told("file"))
        .extracting(LedgerEvent::kind)
        .containsExactly(EventKind.MODEL_PROMOTED, EventKind.MODEL_PROMOTED);
  }

  @Test
  void whatTheGateDoesNotLetThroughIsTold() {
    ends(1, done("rejected", 0, false));
    ends(2, done("inconclusive", 0, false));

    assertThat(told("webhook"))
        .extracting(LedgerEvent::kind)
        .containsExactly(EventKind.GATE_REJECTED, EventKind.GATE_REJECTED);
  }

  @Test
  void theSameEndingAgainIsNoEventAgain() {
    ledger.record(List.of(due(1)));
    Lease lease = claim(1);
    ledger.end(lease, Ending.without(LedgerState.FAILED, 2, "no such file"));
    ledger.end(lease, Ending.without(LedgerState.FAILED, 2, "no such file"));

    assertThat(told("file")).hasSize(1);
  }

  @Test
  void whereNobodyListensNothingWaits() {
    try (SqlLedger silent = open(clock)) {
      silent.record(List.of(due(1)));
      Lease lease = silent.claim(claimOf(1)).orElseThrow();
      silent.end(lease, Ending.without(LedgerState.FAILED, 2, "no such file"));

      assertThat(silent.outbox().events(RunLedgerContract.key(1))).hasSize(1);
    }
    assertThat(outbox.next("file", ONE, TERM)).isEmpty();
    assertThat(outbox.backlogs()).isEmpty();
  }

  @Test
  void oneNodeTellsAndAnotherOnlyAfterItsDeath() {
    ends(1, Ending.without(LedgerState.FAILED, 2, "no such file"));
    try (SqlLedger second = open(clock)) {
      Delivery first = outbox.next("file", ONE, TERM).orElseThrow();
      assertThat(second.outbox().next("file", TWO, TERM)).isEmpty();
      clock.pass(TERM.plusSeconds(1));

      Delivery again = second.outbox().next("file", TWO, TERM).orElseThrow();

      assertThat(again.event()).isEqualTo(first.event());
      assertThat(again.attempt()).isEqualTo(2);
      outbox.giveUp(first, "too late to matter");
      second.outbox().delivered(again);
      assertThat(outbox.backlogs()).containsExactly(new Backlog("webhook", 1, 0));
    }
  }

  @Test
  void whoDiedOnThisMachineWhileTellingIsNotWaitedFor() {
    ends(1, Ending.without(LedgerState.FAILED, 2, "no such file"));
    String here = Owner.here().name();
    Owner dead = new Owner(here.substring(0, here.lastIndexOf('/')) + "/12345");
    assertThat(outbox.next("file", dead, TERM)).isPresent();

    assertThat(outbox.next("file", ONE, TERM)).isPresent();
  }

  @Test
  void whatWasNotHeardWaitsForItsTimeOrIsGivenUp() {
    ends(1, Ending.without(LedgerState.FAILED, 2, "no such file"));
    Delivery delivery = outbox.next("webhook", ONE, TERM).orElseThrow();
    outbox.postpone(delivery, clock.instant().plusSeconds(30), "503");
    assertThat(outbox.next("webhook", ONE, TERM)).isEmpty();
    clock.pass(Duration.ofSeconds(30));

    Delivery again = outbox.next("webhook", ONE, TERM).orElseThrow();
    outbox.giveUp(again, "503");

    assertThat(outbox.next("webhook", ONE, TERM)).isEmpty();
    assertThat(outbox.backlogs())
        .containsExactly(new Backlog("file", 1, 0), new Backlog("webhook", 0, 1));
  }

  @Test
  void standingsCountWhatIsOpenOrFailed() {
    ledger.record(List.of(due(4), due(5)));
    ends(1, Ending.without(LedgerState.FAILED, 2, "no such file"));
    ends(2, done("blessed", 3, true));

    Instant fourth = RunLedgerContract.key(4).window().until();
    Instant first = RunLedgerContract.key(1).window().until();
    assertThat(ledger.standings())
        .containsExactly(
            new Standing("compression", LedgerState.FAILED, 1, first),
            new Standing("compression", LedgerState.PENDING, 2, fourth));
  }

  private List<LedgerEvent> told(String sink) {
    List<LedgerEvent> told = new java.util.ArrayList<>();
    Optional<Delivery> next = outbox.next(sink, ONE, TERM);
    while (next.isPresent()) {
      told.add(next.get().event());
      outbox.delivered(next.get());
      next = outbox.next(sink, ONE, TERM);
    }
    return told;
  }

  private void ends(int week, Ending ending) {
    ledger.record(List.of(due(week)));
    ledger.end(claim(week), ending);
  }

  private Lease claim(int week) {
    return ledger.claim(claimOf(week)).orElseThrow();
  }

  private Claim claimOf(int week) {
    WindowKey key = RunLedgerContract.key(week);
    Seen seen = ledger.find(key).orElseThrow().seen();
    return new Claim(key, seen, ONE, TERM, WorkDigest.NONE, Map.of("registry", "r"));
  }

  private static Ending done(String verdict, int version, boolean champion) {
    return new Ending(
        LedgerState.DONE,
        0,
        verdict,
        "",
        Map.of("version", "" + version, Ending.CHAMPION, "" + champion),
        Optional.empty());
  }

  private static DueWindow due(int week) {
    return new DueWindow(RunLedgerContract.key(week), LedgerState.PENDING, "");
  }
}
