package io.wiresmith.serving.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes slots on one thread of its own, again and again. */
public final class ModelPoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPoller.class);

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
        () -> slots.forEach(ModelPoller::look),
        pause.toNanos(),
        pause.toNanos(),
        TimeUnit.NANOSECONDS);
    return new ModelPoller(thread);
  }

  /** An error that escaped would end the schedule without a word. */
  private static void look(ModelSlot slot) {
    try {
      slot.refresh();
    } catch (Throwable e) {
      LOG.error("Cannot look for {}; what serves goes on, the next look comes", slot.key(), e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
