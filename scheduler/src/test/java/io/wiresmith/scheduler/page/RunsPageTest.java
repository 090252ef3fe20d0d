package io.wiresmith.scheduler.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.run.Owner;
import io.wiresmith.scheduler.TestingClock;
import io.wiresmith.scheduler.ledger.Claim;
import io.wiresmith.scheduler.ledger.DueWindow;
import io.wiresmith.scheduler.ledger.Ending;
import io.wiresmith.scheduler.ledger.LedgerState;
import io.wiresmith.scheduler.ledger.RunLedger;
import io.wiresmith.scheduler.ledger.SqlLedger;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import io.wiresmith.scheduler.schedule.CatchUp;
import io.wiresmith.scheduler.schedule.Schedule;
import io.wiresmith.scheduler.schedule.Schedules;
import io.wiresmith.scheduler.schedule.TestingSchedules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsPageTest {
  private static final Schedule SUNDAYS = TestingSchedules.sundays(CatchUp.ALL);
  private static final Instant NOW = Instant.parse("2026-11-18T12:00:00Z");

  @TempDir Path directory;

  private final TestingClock clock = new TestingClock(NOW);
  private RunLedger ledger;

  @BeforeEach
  void open() {
    ledger = SqlLedger.open(directory.resolve("ledger.db").toString(), Map.of(), clock);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void eachDayShowsHowItsWindowStands() {
    ends("2026-10-25T02:00:00Z", done("blessed", ""));
    ends("2026-11-01T02:00:00Z", done("rejected", "regret 0.5 is above 0.1"));
    ends("2026-11-15T02:00:00Z", Ending.without(LedgerState.FAILED, 2, "no <b>such</b> file"));

    String page = page();

    assertThat(page)
        .contains("1 failed, 1 missing")
        .contains("<td class=\"w-done\" title=\"Sun 2026-10-25 02:00 UTC: done, blessed, version 3")
        .contains("<td class=\"w-held\" title=\"Sun 2026-11-01 02:00 UTC: done, no version")
        .contains("<td class=\"w-missing\" title=\"Sun 2026-11-08 02:00 UTC: missing\"")
        .contains("<td class=\"w-failed\" title=\"Sun 2026-11-15 02:00 UTC: failed")
        .contains("<td class=\"w-coming\" title=\"Sun 2026-11-22 02:00 UTC: to come\"")
        .contains("bin/wiresmith backfill compression --from 2026-11-08 --to 2026-11-09")
        .contains("no &lt;b&gt;such&lt;/b&gt; file")
        .contains("<caption>Sep 2026</caption>")
        .doesNotContain("<b>such", "<script", "http://", "https://", "<caption>Aug 2026");
  }

  @Test
  void severalWindowsOfADayShowTheWorstAndHowMany() {
    ends("2026-11-08T02:00:00Z", done("blessed", ""));
    ends("2026-11-08T03:00:00Z", Ending.without(LedgerState.FAILED, 2, "first"));
    ends("2026-11-08T04:00:00Z", Ending.without(LedgerState.FAILED, 2, "second"));

    assertThat(page()).containsPattern("(?s)<td class=\"w-failed\"[^>]*>.*\u27172<");
  }

  @Test
  void severalSchedulesAreToldOfAboveTheirCalendars() {
    ends("2026-11-15T02:00:00Z", Ending.without(LedgerState.FAILED, 2, "down"));
    Schedule other =
        new Schedule(
            "other",
            SUNDAYS.model(),
            SUNDAYS.firings(),
            SUNDAYS.window(),
            SUNDAYS.catchUp(),
            SUNDAYS.active(),
            SUNDAYS.telemetry(),
            SUNDAYS.registry());

    String page = RunsPage.html(new Schedules(List.of(SUNDAYS, other)), ledger, NOW, 12);

    assertThat(page)
        .containsPattern(
            "(?s)<a href=\"#compression\">.*failed, Sun 2026-11-15 02:00 UTC</td><td class=\"bad\">1</td><td>0</td><td>next 2026-11-22T02:00:00Z</td>"
                + ".*<a href=\"#other\">other</a></th><td>none yet</td><td>0</td>.*<section id=\"compression\">.*<section id=\"other\">")
        .contains("<i class=\"today\">18</i>");
  }

  @Test
  void ofAScheduleThatFiresAllTheTimeItSaysWhatIsNotDrawn() {
    ends("2026-11-17T00:00:00Z", done("blessed", ""));

    assertThat(page(TestingSchedules.every("* * * * * ?", CatchUp.ALL)))
        .contains("49999 missing", "Not all is drawn", "fires more than 50,000 times")
        .doesNotContain("othing missing");
  }

  @Test
  void ofMoreWindowsThanFitOnlyTheNewestAreDrawnAndThatIsSaid() {
    Schedule minutely = TestingSchedules.every("0 * * * * ?", CatchUp.ALL);
    ledger.record(
        IntStream.range(0, 10_001)
            .mapToObj(i -> minutely.at(NOW.minus(Duration.ofMinutes(i))))
            .map(key -> new DueWindow(key, LedgerState.PENDING, ""))
            .toList());

    assertThat(page(minutely))
        .contains("Nothing failed, nothing missing in what is drawn", "10000 waiting")
        .contains("more than 10,000 windows", "--schedule compression --to 2026-11-11T13:21:00Z");
  }

  @Test
  void anEmptyLedgerIsAPageToo() {
    assertThat(page())
        .contains("No window yet", "next 2026-11-22", "has no window of it")
        .doesNotContain("<caption>", "othing missing");
  }

  @Test
  void theSameLedgerIsTheSamePage() {
    ends("2026-11-01T02:00:00Z", done("blessed", ""));

    assertThat(page()).isEqualTo(page());
  }

  private String page() {
    return page(SUNDAYS);
  }

  private String page(Schedule schedule) {
    return RunsPage.html(new Schedules(List.of(schedule)), ledger, clock.instant(), 12);
  }

  private static Ending done(String verdict, String cause) {
    return new Ending(
        LedgerState.DONE, 0, verdict, cause, Map.of("version", "3"), Optional.empty());
  }

  private void ends(String until, Ending ending) {
    WindowKey key = SUNDAYS.at(Instant.parse(until));
    ledger.record(List.of(new DueWindow(key, LedgerState.PENDING, "")));
    Claim claim =
        new Claim(
            key,
            ledger.find(key).orElseThrow().seen(),
            Owner.here(),
            Duration.ofMinutes(1),
            WorkDigest.NONE,
            Map.of());
    ledger.end(ledger.claim(claim).orElseThrow(), ending);
  }
}
