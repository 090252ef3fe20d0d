package io.wiresmith.serving.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes slots on one thread of its own, again and again. */
public final class ModelPoller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPoller.class);

  private final PollPace pace;
  private final RandomGenerator random;
  private final ScheduledThreadPoolExecutor thread;
  private final CountDownLatch unseen;

  private ModelPoller(int slots, PollPace pace, RandomGenerator random) {
    this.pace = pace;
    this.random = random;
    unseen = new CountDownLatch(slots);
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread named = new Thread(task, "model-poller");
              named.setDaemon(true);
              return named;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Looks for each slot at once, then at that pace. */
  public static ModelPoller start(List<ModelSlot> slots, PollPace pace, RandomGenerator random) {
    ModelPoller poller = new ModelPoller(slots.size(), pace, random);
    slots.forEach(slot -> poller.thread.execute(() -> poller.first(slot)));
    return poller;
  }

  /** Waits until each slot was looked for once; false if that takes longer. */
  public boolean awaitFirst(Duration patience) throws InterruptedException {
    return unseen.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void first(ModelSlot slot) {
    try {
      look(slot, 0);
    } finally {
      unseen.countDown();
    }
  }

  private void look(ModelSlot slot, int failures) {
    boolean answered = false;
    try {
      answered = slot.refresh();
    } catch (Throwable e) { // One that escaped would end the looks without a word.
      LOG.error("Cannot look for {}; what serves goes on, the next look comes", slot.key(), e);
    }
    int inARow = answered ? 0 : failures + 1;
    try {
      thread.schedule(
          () -> look(slot, inARow), pace.next(inARow, random).toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed: no further look for {}", slot.key());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
