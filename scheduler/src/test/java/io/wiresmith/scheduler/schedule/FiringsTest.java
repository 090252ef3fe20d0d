package io.wiresmith.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.WiresmithException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiringsTest {
  private static final String SUNDAYS = "0 0 2 ? * SUN";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "America/New_York",
        "Europe/Berlin",
        "Asia/Kathmandu",
        "Australia/Lord_Howe"
      })
  void aYearOfSundaysHas52WindowsInEveryZone(String zone) {
    for (String cron : List.of(SUNDAYS, "30 2 * * 0", "30 1 * * SUN")) {
      Firings firings = Firings.parse(cron, zone);
      ZoneId id = ZoneId.of(zone);

      List<Instant> year =
          firings.within(
              LocalDate.of(2026, 11, 1).atStartOfDay(id).toInstant(),
              LocalDate.of(2026, 11, 1).plusWeeks(52).atStartOfDay(id).toInstant());

      assertThat(year).hasSize(52).doesNotHaveDuplicates().isSorted();
      assertThat(year.stream().map(it -> it.atZone(id).getDayOfWeek()))
          .containsOnly(DayOfWeek.SUNDAY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Gap: 02:00 to 03:00 is left out; the first instant after it.
    "Europe/Berlin, 0 0 2 ? * SUN, 2027-03-27T00:00:00Z, 2027-03-28T01:00:00Z",
    "Europe/Berlin, 0 30 2 ? * SUN, 2027-03-27T00:00:00Z, 2027-03-28T01:00:00Z",
    "America/New_York, 0 0 2 ? * SUN, 2027-03-13T00:00:00Z, 2027-03-14T07:00:00Z",
    // Overlap: the first of two.
    "Europe/Berlin, 0 0 2 ? * SUN, 2026-10-24T12:00:00Z, 2026-10-25T00:00:00Z",
    "America/New_York, 0 30 1 ? * SUN, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z",
    // From between the two: a week later.
    "America/New_York, 0 30 1 ? * SUN, 2026-11-01T06:10:00Z, 2026-11-08T06:30:00Z",
    // A day that was left out as a whole.
    "Pacific/Apia, 0 0 12 30 12 ?, 2011-12-01T00:00:00Z, 2011-12-30T10:00:00Z",
  })
  void aChangeOfClocksNeitherSkipsNorDoubles(
      String zone, String cron, Instant after, Instant expected) {
    Firings firings = Firings.parse(cron, zone);

    assertThat(firings.after(after)).contains(expected);
    assertThat(firings.after(expected).orElseThrow()).isAfter(expected.plusSeconds(3600));
  }

  @Test
  void everyQuarterOfAnHourGoesOnThroughBothChanges() {
    Firings firings = Firings.parse("0 0/15 * * * ?", "Europe/Berlin");

    assertThat(
            firings.within(
                Instant.parse("2027-03-28T00:30:00Z"), Instant.parse("2027-03-28T01:30:00Z")))
        .extracting(Instant::toString)
        .containsExactly(
            "2027-03-28T00:30:00Z",
            "2027-03-28T00:45:00Z",
            "2027-03-28T01:00:00Z",
            "2027-03-28T01:15:00Z");
    assertThat(
            firings.within(
                Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-25T02:00:00Z")))
        .hasSize(4);
  }

  @Test
  void spansAreHalfOpen() {
    Firings firings = Firings.parse(SUNDAYS, "UTC");

    assertThat(
            firings.within(
                Instant.parse("2026-11-01T02:00:00Z"), Instant.parse("2026-11-15T02:00:00Z")))
        .extracting(Instant::toString)
        .containsExactly("2026-11-01T02:00:00Z", "2026-11-08T02:00:00Z");
  }

  @Test
  void anUnknownZoneIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Firings.parse(SUNDAYS, "Europe/Berln"))
        .isInstanceOf(WiresmithException.class)
        .hasMessageContaining("Unknown zone 'Europe/Berln'")
        .hasMessageContaining("Europe/Berlin");
  }

  @Test
  void tooManyFiringsAreRefused() {
    Firings firings = Firings.parse("* * * * * ?", "UTC");
    Instant from = Instant.parse("2026-01-01T00:00:00Z");

    assertThatThrownBy(() -> firings.within(from, from.plusSeconds(200_000)))
        .hasMessageContaining(String.format(Locale.getDefault(), "%,d", 100_000));
  }
}
