package io.wiresmith.jobs.cluster;

import java.time.Duration;

/** Tells when jobs have waited too long for any executor. Not thread-safe. */
final class Starvation {
  private final long patienceNanos;
  private long since;
  private boolean waiting;

  Starvation(Duration patience) {
    patienceNanos = patience.toNanos();
  }

  /**
   * Takes a look.
   *
   * @param jobs how many jobs want to compute
   * @param executors how many executors there are
   * @param nowNanos a clock that only moves forward
   * @return whether jobs have waited for longer than the patience
   */
  boolean look(int jobs, int executors, long nowNanos) {
    if (jobs == 0 || executors > 0) {
      waiting = false;
      return false;
    }
    if (!waiting) {
      waiting = true;
      since = nowNanos;
    }
    return nowNanos - since > patienceNanos;
  }
}
