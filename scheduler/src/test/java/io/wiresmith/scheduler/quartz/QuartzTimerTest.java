package io.wiresmith.scheduler.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.telemetry.influx.Eventually;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class QuartzTimerTest {
  private static final Duration PERIOD = Duration.ofMillis(20);
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void itCallsAgainAndAgain() {
    try (QuartzTimer timer = QuartzTimer.every(PERIOD, calls::incrementAndGet)) {
      timer.keepUp();
      Eventually.holds("it called three times", DEADLINE, () -> calls.get() >= 3);
    }
  }

  @Test
  void aClockThatWasSetBackByAnHourDoesNotSilenceIt() {
    // That is how such a clock leaves it: the next call is an hour away.
    Date inAnHour = new Date(System.currentTimeMillis() + Duration.ofHours(1).toMillis());
    try (QuartzTimer timer = QuartzTimer.starting(inAnHour, PERIOD, calls::incrementAndGet)) {
      assertThat(calls).hasValue(0);

      timer.keepUp();

      Eventually.holds("it called three times", DEADLINE, () -> calls.get() >= 3);
    }
  }
}
