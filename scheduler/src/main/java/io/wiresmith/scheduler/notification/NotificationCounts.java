package io.wiresmith.scheduler.notification;

import java.util.concurrent.atomic.AtomicLong;

/** What one sink heard from this process. Thread-safe. */
public final class NotificationCounts {
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  void told() {
    delivered.incrementAndGet();
  }

  void missed() {
    failed.incrementAndGet();
  }

  /** Events that it heard. */
  public long delivered() {
    return delivered.get();
  }

  /** Tries that failed. */
  public long failed() {
    return failed.get();
  }
}
