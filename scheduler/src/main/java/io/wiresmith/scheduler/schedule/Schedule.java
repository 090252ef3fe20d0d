package io.wiresmith.scheduler.schedule;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.Window;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.scheduler.ledger.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a model is trained, and on which telemetry: at each firing, on the window that ends there.
 *
 * @param name its name, {@code [a-z0-9-]+}
 * @param model what is trained
 * @param firings when
 * @param window length of the window
 * @param catchUp what happens to windows that became due while nobody was there
 * @param active whether it starts active; the ledger remembers what was decided since
 * @param telemetry where the telemetry is, if configured
 * @param registry where to publish, if configured
 */
public record Schedule(
    String name,
    ModelKey model,
    Firings firings,
    Duration window,
    CatchUp catchUp,
    boolean active,
    Optional<String> telemetry,
    Optional<String> registry) {
  /** Checks name and window. */
  public Schedule {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "The name '" + name + "' of a schedule may hold only a-z, 0-9 and '-'.");
    }
    if (window.isZero() || window.isNegative()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "The window of schedule '" + name + "' must be longer than nothing.");
    }
  }

  /** What is done once for that firing. */
  public WindowKey at(Instant firing) {
    return new WindowKey(name, model, Window.before(firing, window));
  }
}
