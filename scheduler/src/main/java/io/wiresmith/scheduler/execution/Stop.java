package io.wiresmith.scheduler.execution;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks everything that runs here to stop. Thread-safe. */
public final class Stop {
  private final CountDownLatch latch = new CountDownLatch(1);

  /** Asks. */
  public void request() {
    latch.countDown();
  }

  /** Whether somebody asked. */
  public boolean requested() {
    return latch.getCount() == 0;
  }

  /** Waits, and tells whether somebody asked meanwhile; an interrupt asks too. */
  public boolean within(Duration time) {
    try {
      return latch.await(Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
      return true;
    }
  }
}
