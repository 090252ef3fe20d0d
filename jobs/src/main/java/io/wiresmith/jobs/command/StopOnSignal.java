package io.wiresmith.jobs.command;

import io.wiresmith.scheduler.execution.Stop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the signal that ends this process into a request to stop, and lets what runs write down how
 * it ended.
 */
final class StopOnSignal implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Stop stop = new Stop();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::signalled, "stop");

  private StopOnSignal() {}

  static StopOnSignal install() {
    StopOnSignal signal = new StopOnSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** What to ask. */
  Stop stop() {
    return stop;
  }

  private void signalled() {
    stop.request();
    try {
      if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println("wiresmith: something still runs; its lease will end by itself.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is written down. */
  @Override
  public void close() {
    ended.countDown();
    if (!stop.requested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process ends: the hook runs, and finds that all has ended.
      }
    }
  }
}
