package io.wiresmith.serving.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Refreshes slots on one thread of its own, again and again. */
public final class ModelPoller implements AutoCloseable {
  private final ScheduledExecutorService thread;

  private ModelPoller(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /** Starts to look every {@code pause} after the look before. */
  public static ModelPoller start(List<ModelSlot> slots, Duration pause) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread named = new Thread(task, "model-poller");
              named.setDaemon(true);
              return named;
            });
    thread.scheduleWithFixedDelay(
        () -> slots.forEach(ModelSlot::refresh),
        pause.toNanos(),
        pause.toNanos(),
        TimeUnit.NANOSECONDS);
    return new ModelPoller(thread);
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
