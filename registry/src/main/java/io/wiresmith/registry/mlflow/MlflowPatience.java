package io.wiresmith.registry.mlflow;

import io.wiresmith.core.io.Backoff;
import java.time.Duration;

/**
 * How long to wait for a server.
 *
 * @param connect for a connection
 * @param call for a whole answer; a file has a second more for each megabyte
 * @param stall for the next bytes of an answer that has begun
 * @param all for the attempts of one call together, nearly
 * @param backoff how often and when it is tried again
 */
record MlflowPatience(
    Duration connect, Duration call, Duration stall, Duration all, Backoff backoff) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final int SLOWEST_BYTES_PER_SECOND = 1_000_000;

  /** Without a limit of its own for an answer that has begun. */
  MlflowPatience(Duration connect, Duration call, Duration all, Backoff backoff) {
    this(connect, call, call, all, backoff);
  }

  /**
   * A silent server is given up after about a minute, one that stops in its answers after ten
   * seconds.
   */
  static MlflowPatience usual() {
    return new MlflowPatience(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        Duration.ofSeconds(5),
        Duration.ofSeconds(45),
        new Backoff(7, Duration.ofMillis(100), Duration.ofSeconds(4)));
  }

  /** One attempt, within that time; it is for the caller to ask again. */
  static MlflowPatience once(Duration deadline) {
    return new MlflowPatience(
        deadline, deadline, deadline, new Backoff(1, Duration.ZERO, Duration.ZERO));
  }

  /** What one attempt may take, {@code spent} after the first began. */
  Duration left(Duration spent) {
    Duration left = all.minus(spent);
    if (left.compareTo(SHORTEST) < 0) {
      return SHORTEST.compareTo(call) < 0 ? SHORTEST : call;
    }
    return left.compareTo(call) < 0 ? left : call;
  }

  /** The same for a file of that many bytes. */
  MlflowPatience forBytes(long bytes) {
    Duration more = Duration.ofSeconds(bytes / SLOWEST_BYTES_PER_SECOND);
    return new MlflowPatience(connect, call.plus(more), stall, all.plus(more), backoff);
  }
}
