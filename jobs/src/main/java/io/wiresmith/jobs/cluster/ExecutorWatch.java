package io.wiresmith.jobs.cluster;

import java.time.Duration;
import org.apache.spark.SparkContext;

/**
 * Ends jobs that no executor takes: Spark itself waits for ever, be it that a cluster has no room
 * or that its workers are gone.
 */
final class ExecutorWatch {
  private static final Duration PACE = Duration.ofSeconds(1);

  private final SparkContext context;
  private final Starvation starvation;

  private ExecutorWatch(SparkContext context, Duration patience) {
    this.context = context;
    this.starvation = new Starvation(patience);
  }

  /** Watches in the background until the context is stopped. */
  static void over(SparkContext context, Duration patience) {
    Thread thread = new Thread(new ExecutorWatch(context, patience)::watch, "executor-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    try {
      while (!context.isStopped()) {
        // One of them is the driver.
        int executors = context.statusTracker().getExecutorInfos().length - 1;
        int jobs = context.statusTracker().getActiveJobIds().length;
        if (starvation.look(jobs, executors, System.nanoTime())) {
          context.cancelAllJobs();
        }
        Thread.sleep(PACE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
