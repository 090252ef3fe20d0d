package io.wiresmith.onnx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.ProcessEnd;
import org.jspecify.annotations.Nullable;

/**
 * Tells the end of the process from a fault of the model: ONNX Runtime closes its environment in a
 * shutdown hook, under the threads that still work.
 */
final class Interruption {
  private Interruption() {}

  /** Whether this thread is interrupted or the process ends. */
  static boolean begun() {
    return Thread.currentThread().isInterrupted() || ProcessEnd.begun();
  }

  /**
   * Stops where it has begun: what the runtime would do without its environment is undefined.
   *
   * @throws WiresmithException {@code CONFLICT}
   */
  static void check(String doing) {
    if (begun()) {
      throw error(doing, null);
    }
  }

  static WiresmithException error(String doing, @Nullable Throwable cause) {
    String message =
        "Interrupted while a model was " + doing + ": the process ends. Start it again.";
    return cause == null
        ? new WiresmithException(ErrorCode.CONFLICT, message)
        : new WiresmithException(ErrorCode.CONFLICT, message, cause);
  }
}
