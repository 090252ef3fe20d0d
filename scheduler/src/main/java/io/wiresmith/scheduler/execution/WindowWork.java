package io.wiresmith.scheduler.execution;

import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.WindowKey;
import io.wiresmith.scheduler.ledger.WorkDigest;
import java.time.Instant;

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

  /** The command that does it. */
  RunCommand command(WindowKey key, WorkDigest work);
}
