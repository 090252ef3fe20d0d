package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCategory;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Tries again what failed because something else was down: after {@code first}, then twice as long
 * each time, up to {@code longest}.
 *
 * @param attempts most attempts, the first included
 * @param first wait before the second attempt
 * @param longest longest wait
 */
public record Backoff(int attempts, Duration first, Duration longest) implements Serializable {
  /** Checks. */
  public Backoff {
    if (attempts < 1) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG, "There are " + attempts + " attempts; required: at least 1.");
    }
  }

  /** Six attempts within about fifteen seconds. */
  public static Backoff usual() {
    return new Backoff(6, Duration.ofMillis(500), Duration.ofSeconds(8));
  }

  /**
   * Runs until it succeeds.
   *
   * @param action safe to repeat
   * @param told of each failure before it is tried again
   * @throws WiresmithException the last failure; one that is not of a dependency at once
   */
  public <T> T run(Supplier<T> action, Consumer<String> told) {
    return run(action, told, () -> attempts);
  }

  /** The same with another number of attempts, asked after each failure. */
  public <T> T run(Supplier<T> action, Consumer<String> told, IntSupplier most) {
    Duration wait = first;
    for (int attempt = 1; ; attempt++) {
      try {
        return action.get();
      } catch (WiresmithException e) {
        if (e.code().category() != ErrorCategory.DEPENDENCY || attempt >= most.getAsInt()) {
          throw e;
        }
        told.accept("attempt %d of %d: %s".formatted(attempt, most.getAsInt(), e.getMessage()));
        pause(wait);
        wait = wait.multipliedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(2);
      }
    }
  }

  private static void pause(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WiresmithException(ErrorCode.DEPENDENCY_DOWN, "Interrupted while waiting.", e);
    }
  }
}
