package io.wiresmith.scheduler.execution;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import java.time.Instant;
import java.util.Map;

/** What the scheduler does not know of a window: its inputs, and the command that does it. */
public interface WindowWork {
  /**
   * What decides the window's result now.
   *
   * @throws WiresmithException if the telemetry or the configuration cannot be read
   */
  WorkDigest digest(WindowKey key);

  /** When all telemetry of the window has come, as far as one can know; it is not run before. */
  Instant completeAt(WindowKey key);

  /**
   * Places and settings of the command, for people who go on with it; kept where it cannot run too.
   */
  default Map<String, String> references(WindowKey key) {
    return Map.of();
  }

  /** The command that does it. */
  RunCommand command(WindowKey key, WorkDigest work);
}
