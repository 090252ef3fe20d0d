package io.wiresmith.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.run.RunState;
import io.wiresmith.core.run.StepRecord;
import io.wiresmith.scheduler.TestingClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does. */
abstract class RunLedgerContract {
  private static final Duration TERM = Duration.ofSeconds(60);
  private static final Owner ONE = new Owner("one/1/1");
  private static final Owner TWO = new Owner("two/1/1");

  final TestingClock clock = new TestingClock(Instant.parse("2026-11-15T02:00:00Z"));
  private RunLedger ledger;

  /** Opens the same ledger again, as another process would. */
  abstract RunLedger open(Clock clock);

  /** The version of the ledger. */
  abstract Optional<String> version();

  /** Leaves a ledger that newer code has migrated. */
  abstract void makeNewer();

  @BeforeEach
  void openFirst() {
    ledger = open(clock);
  }

  @AfterEach
  void closeFirst() {
    ledger.close();
  }

  @Test
  void aWindowIsRecordedOnce() {
    assertThat(ledger.record(List.of(due(1), due(2), due(1)))).isEqualTo(2);
    assertThat(ledger.record(List.of(due(2), due(3)))).isEqualTo(1);
    assertThat(ledger.list(RunQuery.latest(10))).hasSize(3);
  }

  @Test
  void timesAreThoseThatALedgerKeeps() {
    Instant fine = Instant.parse("2026-11-15T02:00:00.123456Z");
    WindowKey key =
        new WindowKey(
            "compression",
            ModelKey.of(ModelId.COMPRESSION),
            new Window(fine.minus(Duration.ofDays(1)), fine));
    ledger.record(List.of(new DueWindow(key, LedgerState.PENDING, "")));

    assertThat(ledger.claimable(Set.of("compression"), 10))
        .singleElement()
        .satisfies(run -> assertThat(run.key()).isEqualTo(key))
        .satisfies(run -> assertThat(ledger.cancel(run.key())).isTrue());
  }

  @Test
  void noSchedulerTakesWhatABackfillHasLeft() {
    assertThat(ledger.record(List.of(ofBackfill(1), ofBackfill(2)))).isEqualTo(2);
    Lease lease = claim(1, ONE).orElseThrow();
    ledger.end(lease, Ending.without(LedgerState.PENDING, 143, "stopped"));

    assertThat(ledger.claimable(Set.of("compression"), 10)).isEmpty();
    assertThat(run(1).lease().origin()).isEqualTo(Origin.BACKFILL);
  }

  @Test
  void aScheduleTakesOverWhatABackfillHasLeftButNothingElse() {
    ledger.record(List.of(ofBackfill(1), ofBackfill(2), ofBackfill(3)));
    ledger.end(claim(2, ONE).orElseThrow(), done("blessed"));
    claim(3, ONE);

    assertThat(ledger.record(List.of(due(1), due(2), due(3)))).isEqualTo(1);
    assertThat(ledger.record(List.of(due(1), ofBackfill(1)))).isZero();

    assertThat(ledger.claimable(Set.of("compression"), 10))
        .extracting(LedgerRun::key)
        .containsExactly(key(1));
    assertThat(run(2).lease().origin()).isEqualTo(Origin.BACKFILL);
  }

  @Test
  void whatWasAtItsEndBelongsToTheBackfillThatBeginsItAgain() {
    ledger.record(List.of(due(1)));
    ledger.end(claim(1, ONE).orElseThrow(), done("blessed"));
    Lease again = claim(1, TWO).orElseThrow();
    ledger.end(again, Ending.without(LedgerState.RETRY, 75, "down"));

    assertThat(ledger.claimable(Set.of("compression"), 10)).isEmpty();
  }

  @Test
  void whoWasAskedToStopGetsNoOtherTry() {
    ledger.record(List.of(due(1)));
    Lease lease = claim(1, ONE).orElseThrow();
    assertThat(ledger.cancel(key(1))).isTrue();

    assertThat(ledger.end(lease, Ending.without(LedgerState.RETRY, 75, "down")))
        .isEqualTo(LedgerState.CANCELLED);
    assertThat(ledger.end(lease, Ending.without(LedgerState.RETRY, 75, "down")))
        .as("the same again")
        .isEqualTo(LedgerState.CANCELLED);
    assertThat(run(1).state()).isEqualTo(LedgerState.CANCELLED);
  }

  @Test
  void aTryThatWasStoppedIsNotCounted() {
    ledger.record(List.of(due(1)));
    ledger.end(claim(1, ONE).orElseThrow(), Ending.without(LedgerState.PENDING, 143, "stopped"));

    Lease second = claim(1, ONE).orElseThrow();

    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.fence()).isEqualTo(2);
  }

  private DueWindow ofBackfill(int week) {
    return new DueWindow(key(week), LedgerState.PENDING, "", Origin.BACKFILL);
  }

  @Test
  void aClaimRaisesTheFenceAndRemembersWhatIsDone() {
    ledger.record(List.of(due(1)));

    Lease lease = claim(1, ONE).orElseThrow();

    LedgerRun run = run(1);
    assertThat(lease.fence()).isEqualTo(1);
    assertThat(lease.attempt()).isEqualTo(1);
    assertThat(run.state()).isEqualTo(LedgerState.RUNNING);
    assertThat(run.work()).isEqualTo(work());
    assertThat(run.references()).containsEntry("telemetry", "t.lp");
    assertThat(run.held(clock.instant())).isTrue();
    assertThat(ledger.state(lease)).isEqualTo(LeaseState.HELD);
    assertThat(ledger.attempts(key(1)))
        .singleElement()
        .satisfies(it -> assertThat(it.owner()).isEqualTo("one/1/1"));
  }

  @Test
  void whatSomebodyWorksOnIsNobodyElses() {
    ledger.record(List.of(due(1)));
    claim(1, ONE);

    assertThat(claim(1, TWO)).isEmpty();
    assertThat(ledger.claimable(Set.of("compression"), 10)).isEmpty();
  }

  @Test
  void aLeaseThatEndedIsTakenOverAndTheOldHolderCommitsNothing() {
    ledger.record(List.of(due(1)));
    Lease old = claim(1, ONE).orElseThrow();
    clock.pass(TERM.plusSeconds(1));

    assertThat(ledger.claimable(Set.of("compression"), 10)).hasSize(1);
    Lease taken = claim(1, TWO).orElseThrow();

    assertThat(taken.fence()).isEqualTo(2);
    assertThat(taken.attempt()).isEqualTo(2);
    assertThat(ledger.state(old)).isEqualTo(LeaseState.LOST);
    assertThat(ledger.renew(old, TERM)).isEqualTo(LeaseState.LOST);
    assertThatThrownBy(() -> ledger.end(old, done("blessed")))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("somebody else's by now")
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.CONFLICT);
    ledger.steps(old, List.of(step("extract")));
    assertThat(ledger.steps(key(1))).isEmpty();
    ledger.end(taken, done("rejected"));
    assertThat(run(1).ending().verdict()).isEqualTo("rejected");
  }

  @Test
  void aRenewedLeaseIsNotTakenOver() {
    ledger.record(List.of(due(1)));
    Lease lease = claim(1, ONE).orElseThrow();
    clock.pass(Duration.ofSeconds(50));
    assertThat(ledger.renew(lease, TERM)).isEqualTo(LeaseState.HELD);
    clock.pass(Duration.ofSeconds(50));

    assertThat(claim(1, TWO)).isEmpty();
  }

  @Test
  void whoDiedOnThisMachineIsNotWaitedFor() {
    ledger.record(List.of(due(1)));
    String here = Owner.here().name();
    Owner dead = new Owner(here.substring(0, here.lastIndexOf('/')) + "/12345");
    assertThat(claim(1, dead)).isPresent();

    assertThat(ledger.claimable(Set.of("compression"), 10)).hasSize(1);
    assertThat(claim(1, Owner.here())).isPresent();
    assertThat(claim(1, TWO)).as("the living one holds it").isEmpty();
  }

  @Test
  void theSameEndingAgainChangesNothing() {
    ledger.record(List.of(due(1)));
    Lease lease = claim(1, ONE).orElseThrow();
    ledger.end(lease, done("blessed"));
    LedgerRun before = run(1);

    ledger.end(lease, done("blessed"));

    assertThat(run(1)).isEqualTo(before);
    assertThat(before.judged()).isTrue();
    assertThat(before.ending().references()).containsEntry("version", "3");
    assertThat(ledger.attempts(key(1)).get(0).endedAt()).isPresent();
  }

  @Test
  void anotherTryWaitsForItsTimeAndCounts() {
    ledger.record(List.of(due(1)));
    Instant later = clock.instant().plusSeconds(30);
    ledger.end(
        claim(1, ONE).orElseThrow(),
        new Ending(LedgerState.RETRY, 75, "", "InfluxDB is down", Map.of(), Optional.of(later)));
    assertThat(ledger.claimable(Set.of("compression"), 10)).isEmpty();

    clock.pass(Duration.ofSeconds(30));

    assertThat(ledger.claimable(Set.of("compression"), 10)).hasSize(1);
    assertThat(claim(1, TWO).orElseThrow().attempt()).isEqualTo(2);
  }

  @Test
  void whatIsAskedForAgainCountsItsTriesFromOne() {
    ledger.record(List.of(due(1)));
    ledger.end(claim(1, ONE).orElseThrow(), Ending.without(LedgerState.FAILED, 12, "noise"));

    Lease again = claim(1, ONE).orElseThrow();

    assertThat(again.attempt()).isEqualTo(1);
    assertThat(again.fence()).isEqualTo(2);
  }

  @Test
  void whoDecidedOnWhatIsNoLongerSoGetsNothing() {
    ledger.record(List.of(due(1)));
    Seen before = run(1).seen();
    ledger.end(claim(1, ONE).orElseThrow(), done("blessed"));

    assertThat(ledger.claim(claimOf(1, TWO, before))).isEmpty();
    assertThat(ledger.claim(claimOf(1, TWO, new Seen(LedgerState.DONE, 0)))).isEmpty();
  }

  @Test
  void cancellingAsksWhoRunsAndEndsWhatWaits() {
    ledger.record(List.of(due(1), due(2)));
    Lease lease = claim(1, ONE).orElseThrow();

    assertThat(ledger.cancel(key(1))).isTrue();
    assertThat(ledger.cancel(key(2))).isTrue();

    assertThat(ledger.state(lease)).isEqualTo(LeaseState.CANCELLED);
    assertThat(run(2).state()).isEqualTo(LedgerState.CANCELLED);
    ledger.end(lease, Ending.without(LedgerState.CANCELLED, 130, "somebody cancelled it"));
    assertThat(ledger.cancel(key(1))).as("at its end").isFalse();
    assertThat(ledger.claimable(Set.of("compression"), 10)).isEmpty();
  }

  @Test
  void cancellingWhatADeadProcessHadEndsItAtOnce() {
    ledger.record(List.of(due(1), due(2)));
    String here = Owner.here().name();
    Lease dead =
        claim(1, new Owner(here.substring(0, here.lastIndexOf('/')) + "/12345")).orElseThrow();
    claim(2, TWO);
    clock.pass(TERM.plusSeconds(1));

    assertThat(ledger.cancel(key(1))).isTrue();
    assertThat(ledger.cancel(key(2))).as("its lease has ended").isTrue();

    assertThat(run(1).state()).isEqualTo(LedgerState.CANCELLED);
    assertThat(run(2).state()).isEqualTo(LedgerState.CANCELLED);
    assertThat(ledger.state(dead)).isEqualTo(LeaseState.LOST);
    assertThat(ledger.again(key(1))).isTrue();
    assertThat(claim(1, TWO)).as("the next one runs it").isPresent();
  }

  @Test
  void whatWasCancelledWhileItsOwnerDiedIsNotRun() {
    ledger.record(List.of(due(1)));
    claim(1, ONE);
    ledger.cancel(key(1));
    clock.pass(TERM.plusSeconds(1));

    assertThat(claim(1, TWO)).isEmpty();
    assertThat(run(1).state()).isEqualTo(LedgerState.CANCELLED);
  }

  @Test
  void ofManyWhoClaimOneWins() throws Exception {
    ledger.record(IntStream.range(1, 21).mapToObj(this::due).toList());
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> nodes = new ArrayList<>();
    for (int node = 0; node < 4; node++) {
      Owner owner = new Owner("node" + node + "/1/1");
      nodes.add(threads.submit(() -> claimAll(owner)));
    }

    int claimed = 0;
    for (Future<Integer> node : nodes) {
      claimed += node.get();
    }
    threads.shutdown();

    assertThat(claimed).isEqualTo(20);
    assertThat(ledger.list(RunQuery.latest(100)))
        .allSatisfy(run -> assertThat(run.lease().fence()).isEqualTo(1));
  }

  private int claimAll(Owner owner) {
    try (RunLedger own = open(clock)) {
      int claimed = 0;
      for (int i = 1; i < 21; i++) {
        claimed += own.claim(claimOf(i, owner, Seen.FRESH)).isPresent() ? 1 : 0;
      }
      return claimed;
    }
  }

  @Test
  void stepsReplaceThoseBefore() {
    ledger.record(List.of(due(1)));
    Lease lease = claim(1, ONE).orElseThrow();

    ledger.steps(lease, List.of(step("extract")));
    ledger.steps(lease, List.of(step("extract"), step("label")));

    assertThat(ledger.steps(key(1))).containsExactly(step("extract"), step("label"));
  }

  @Test
  void whatFailedIsDueAgainWhereSomebodyAsks() {
    ledger.record(List.of(due(1), due(2)));
    assertThat(ledger.again(key(1))).isFalse(); // It waits.
    Ending failed = new Ending(LedgerState.FAILED, 2, "", "no", Map.of(), Optional.empty());
    ledger.end(claim(1, ONE).orElseThrow(), failed);
    ledger.end(claim(2, ONE).orElseThrow(), done("blessed"));

    assertThat(ledger.again(key(1))).isTrue();
    assertThat(ledger.again(key(2))).isFalse(); // It is done.
    assertThat(ledger.claimable(Set.of("compression"), 9))
        .singleElement()
        .satisfies(run -> assertThat(run.key()).isEqualTo(key(1)));
    assertThat(claim(1, TWO).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void listsByModelStateAndWindow() {
    ledger.record(List.of(due(1), due(2), due(3)));
    ledger.end(claim(2, ONE).orElseThrow(), done("blessed"));
    Optional<Instant> second = Optional.of(key(2).window().until());
    Optional<Instant> any = Optional.empty();

    assertThat(listed(Optional.of(LedgerState.DONE), second, any, RunQuery.Order.CHANGED))
        .singleElement()
        .satisfies(run -> assertThat(run.key()).isEqualTo(key(2)));
    assertThat(listed(Optional.empty(), any, second, RunQuery.Order.CHANGED)).hasSize(1);
    assertThat(listed(Optional.empty(), any, any, RunQuery.Order.WINDOW))
        .isSortedAccordingTo(
            Comparator.comparing((LedgerRun run) -> run.key().window().until()).reversed());
    assertThat(ledger.list(RunQuery.latest(2))).hasSize(2);
    String work = ledger.find(key(2)).orElseThrow().work().key();
    assertThat(ledger.known(Set.of(work, "another"))).containsExactly(work);
    assertThat(ledger.find(key(3).id().substring(0, 8)).key()).isEqualTo(key(3));
    assertThatThrownBy(() -> ledger.find("zz"))
        .hasMessageContaining("No window")
        .hasMessageContaining("runs list");
  }

  private List<LedgerRun> listed(
      Optional<LedgerState> state,
      Optional<Instant> from,
      Optional<Instant> until,
      RunQuery.Order order) {
    Optional<ModelKey> model = Optional.of(ModelKey.of(ModelId.COMPRESSION));
    return ledger.list(
        new RunQuery(Optional.of("compression"), model, state, from, until, 9, order));
  }

  @Test
  void oneOfTwoNodesAdvancesASchedule() {
    ScheduleMark mark = ledger.remember("compression", true, clock.instant());
    Instant next = clock.instant().plusSeconds(10);

    assertThat(ledger.advance("compression", mark, next, List.of(due(1)))).isTrue();
    assertThat(ledger.advance("compression", mark, next, List.of(due(1), due(2)))).isFalse();

    assertThat(ledger.list(RunQuery.latest(9))).hasSize(1);
    assertThat(ledger.remember("compression", false, Instant.EPOCH))
        .isEqualTo(new ScheduleMark(true, next));
  }

  @Test
  void aLedgerIsOfTheNewestVersionOnceItIsOpen() {
    assertThat(version()).contains(Migrations.NEWEST);
  }

  @Test
  void aLedgerFromNewerCodeIsRefused() {
    makeNewer();

    assertThatThrownBy(() -> open(clock))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("is of version 99, made by newer code")
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.USAGE);
  }

  private Optional<Lease> claim(int week, Owner owner) {
    return ledger.claim(claimOf(week, owner, run(week).seen()));
  }

  private Claim claimOf(int week, Owner owner, Seen seen) {
    return new Claim(key(week), seen, owner, TERM, work(), Map.of("telemetry", "t.lp"));
  }

  private LedgerRun run(int week) {
    return ledger.find(key(week)).orElseThrow();
  }

  private static WorkDigest work() {
    return new WorkDigest("key", "inputs", "config", "code");
  }

  private static Ending done(String verdict) {
    return new Ending(LedgerState.DONE, 0, verdict, "", Map.of("version", "3"), Optional.empty());
  }

  private StepRecord step(String name) {
    Instant now = clock.instant();
    return new StepRecord(
        name, RunState.DONE, "key", now, Optional.of(now), false, Map.of("rows", "7"), "7 rows");
  }

  private DueWindow due(int week) {
    return new DueWindow(key(week), LedgerState.PENDING, "");
  }

  static WindowKey key(int week) {
    Instant until = Instant.parse("2026-01-04T02:00:00Z").plus(Duration.ofDays(7L * week));
    return new WindowKey(
        "compression", ModelKey.of(ModelId.COMPRESSION), Window.before(until, Duration.ofDays(30)));
  }
}
