package io.wiresmith.etl.source;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns what a Spark job throws back into what the task said. */
public final class SparkFailures {
  private SparkFailures() {}

  /**
   * Runs an action.
   *
   * @throws WiresmithException the task's own, {@code STORAGE_UNAVAILABLE} if it failed to read or
   *     write, else {@code INTERNAL}
   */
  public static <T> T unwrapped(Supplier<T> action) {
    try {
      return action.get();
    } catch (WiresmithException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that its methods do not declare.
      throw translated(e);
    }
  }

  private static WiresmithException translated(Throwable failure) {
    if (find(failure, WiresmithException.class) instanceof WiresmithException known) {
      return new WiresmithException(known.code(), String.valueOf(known.getMessage()), failure);
    }
    Throwable storage = find(failure, IOException.class);
    if (storage != null) {
      return new WiresmithException(
          ErrorCode.STORAGE_UNAVAILABLE,
          "Spark could not read or write: "
              + storage
              + ". Check that the disk has space and may be written.",
          failure);
    }
    return new WiresmithException(
        ErrorCode.INTERNAL, "A Spark job failed: " + failure.getMessage(), failure);
  }

  private static @Nullable Throwable find(Throwable failure, Class<? extends Throwable> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (type.isInstance(at)) {
        return at;
      }
      at = at.getCause();
    }
    return null;
  }
}
