package io.wiresmith.scheduler.schedule;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import java.time.Duration;
import java.util.Optional;

/** Schedules of tests. */
public final class TestingSchedules {
  private TestingSchedules() {}

  /** Sundays at two in UTC, on the past 30 days. */
  public static Schedule sundays(CatchUp catchUp) {
    return every("0 0 2 ? * SUN", catchUp);
  }

  /** The same by another expression. */
  public static Schedule every(String cron, CatchUp catchUp) {
    return new Schedule(
        "compression",
        ModelKey.of(ModelId.COMPRESSION),
        Firings.parse(cron, "UTC"),
        Duration.ofDays(30),
        catchUp,
        true,
        Optional.empty(),
        Optional.empty());
  }
}
