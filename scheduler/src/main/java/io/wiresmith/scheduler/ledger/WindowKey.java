package io.wiresmith.scheduler.ledger;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.io.Sha256;
import java.time.temporal.ChronoUnit;

/**
 * What is done once: a window of a schedule, for a model.
 *
 * @param schedule name of the schedule
 * @param model what is trained
 * @param window the telemetry
 */
public record WindowKey(String schedule, ModelKey model, Window window) {
  /** Cuts the times to the milliseconds that a ledger keeps. */
  public WindowKey {
    window =
        new Window(
            window.from().truncatedTo(ChronoUnit.MILLIS),
            window.until().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Sixteen hexadecimal digits that name it on the command line. */
  public String id() {
    return Sha256.of(schedule + "\n" + model.id() + "\n" + window).substring(0, 16);
  }
}
