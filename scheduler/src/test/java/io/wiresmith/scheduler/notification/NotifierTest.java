package io.wiresmith.scheduler.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.Owner;
import io.wiresmith.core.telemetry.influx.Eventually;
import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.ledger.Backlog;
import io.wiresmith.scheduler.ledger.Claim;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.EventKind;
import io.wiresmith.scheduler.ledger.LedgerEvent;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.Seen;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifierTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final LedgerEvent EVENT =
      new LedgerEvent("0123456789abcdef", EventKind.RUN_FAILED, "{\"kind\":\"run-failed\"}");

  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(Instant.parse("2026-11-08T02:00:00Z"));
  private final List<String> said = new CopyOnWriteArrayList<>();
  private TestingReceiver receiver;
  private RunLedger ledger;

  @BeforeEach
  void open() throws IOException {
    receiver = new TestingReceiver();
    ledger =
        SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), clock)
            .telling(List.of(FileSink.NAME, WebhookSink.NAME));
  }

  @AfterEach
  void close() {
    ledger.close();
    receiver.close();
  }

  @Test
  void eventsReachFileAndWebhookOnceWithTheirIds() throws IOException {
    fails("2026-11-01T02:00:00Z");
    try (Notifier notifier = notifier()) {
      fails("2026-11-08T02:00:00Z");
      Eventually.holds("both are heard", DEADLINE, () -> receiver.heard().size() == 2);
      Eventually.holds("nothing waits", DEADLINE, () -> ledger.outbox().backlogs().isEmpty());
      assertThat(notifier.counts("webhook").delivered()).isEqualTo(2);
    }

    assertThat(Files.readAllLines(file())).hasSize(2).allMatch(it -> it.contains("run-failed"));
    assertThat(receiver.heard()).extracting(TestingReceiver.Heard::id).doesNotHaveDuplicates();
    assertThat(receiver.heard())
        .allSatisfy(
            it -> {
              assertThat(it.authorization()).isEqualTo("Bearer token");
              assertThat(it.body()).contains("\"id\":\"" + it.id() + "\"");
            });
  }

  @Test
  void aWebhookThatIsDownHoldsUpNobodyAndHearsLater() throws IOException {
    receiver.answers(503);
    fails("2026-11-01T02:00:00Z");
    try (Notifier notifier = notifier()) {
      Eventually.holds("the file has it", DEADLINE, () -> Files.exists(file()));
      Eventually.holds("it is said", DEADLINE, () -> said.size() == 1);
      assertThat(said.get(0)).contains("answers 503", "Tried again at").doesNotContain("secret");
      assertThat(ledger.outbox().backlogs()).containsExactly(new Backlog("webhook", 1, 0));

      receiver.answers(200);
      clock.pass(Duration.ofSeconds(2));

      Eventually.holds("nothing waits", DEADLINE, () -> ledger.outbox().backlogs().isEmpty());
      assertThat(notifier.counts("webhook").failed()).isEqualTo(1);
    }
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void whatNobodyHearsForADayIsGivenUpAndSaid() {
    receiver.answers(404);
    fails("2026-11-01T02:00:00Z");
    clock.pass(Duration.ofHours(25));
    try (Notifier notifier = notifier()) {
      Eventually.holds("it is said", DEADLINE, () -> !said.isEmpty());

      assertThat(said.get(0)).contains("given up after a day");
      assertThat(ledger.outbox().backlogs()).containsExactly(new Backlog("webhook", 0, 1));
      assertThat(notifier.counts()).containsKey("file");
    }
  }

  @Test
  void closingTellsWhatTheLastRunsLeft() throws IOException {
    Notifier notifier = notifier();
    fails("2026-11-01T02:00:00Z");
    notifier.close();

    assertThat(Files.readAllLines(file())).hasSize(1);
    assertThat(receiver.heard()).hasSize(1);
  }

  @Test
  void aServerThatNeverAnswersIsLeftAfterTheLimit() {
    receiver.fallsSilent();

    assertThatThrownBy(() -> sink().tell(EVENT))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("does not answer within")
        .message()
        .doesNotContain("secret-path");
  }

  @Test
  void aRedirectionIsNotFollowed() {
    receiver.answers(307);

    assertThatThrownBy(() -> sink().tell(EVENT)).hasMessageContaining("answers 307");
    assertThat(receiver.heard()).hasSize(1);
  }

  @Test
  void anAddressWithAPasswordOrOfAnotherKindIsRefusedWithoutRepeatingIt() {
    for (String address : List.of("http://me:hidden@host/x", "ftp://hidden", "hidden", "http://")) {
      assertThatThrownBy(() -> new WebhookSink(address, Optional.empty()))
          .isInstanceOf(WiresmithException.class)
          .hasMessageContaining("notifications.webhook is no address")
          .message()
          .doesNotContain("hidden");
    }
  }

  @Test
  void aLineThatADeathCutOffDoesNotSpoilTheNext() throws IOException {
    Files.writeString(file(), "{\"kind\":\"run-fai");

    new FileSink(file()).tell(EVENT);

    assertThat(Files.readAllLines(file())).containsExactly("{\"kind\":\"run-fai", EVENT.body());
  }

  @Test
  void aFileThatCannotBeWrittenIsSaid() throws IOException {
    Files.writeString(directory.resolve("plain"), "");

    assertThatThrownBy(() -> new FileSink(directory.resolve("plain/events.jsonl")).tell(EVENT))
        .isInstanceOf(WiresmithException.class)
        .extracting(e -> ((WiresmithException) e).code())
        .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
  }

  @Test
  void waitsGrowUpToFiveMinutes() {
    assertThat(Notifier.waitAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Notifier.waitAfter(5)).isEqualTo(Duration.ofSeconds(16));
    assertThat(Notifier.waitAfter(1000)).isEqualTo(Duration.ofMinutes(5));
  }

  private Notifier notifier() {
    return Notifier.start(ledger.outbox(), List.of(new FileSink(file()), sink()), clock, said::add);
  }

  private WebhookSink sink() {
    return new WebhookSink(receiver.address(), Optional.of("token"), LIMIT);
  }

  private Path file() {
    return directory.resolve("events.jsonl");
  }

  private void fails(String until) {
    WindowKey key = TestingSchedules.sundays(CatchUp.ALL).at(Instant.parse(until));
    ledger.record(List.of(new DueWindow(key, LedgerState.PENDING, "")));
    ledger
        .claim(new Claim(key, Seen.FRESH, Owner.here(), DEADLINE, WorkDigest.NONE, Map.of()))
        .ifPresent(
            lease -> ledger.end(lease, Ending.without(LedgerState.FAILED, 2, "no such file")));
  }
}
