package io.wiresmith.training.xgboost;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import org.apache.spark.SparkContext;

/**
 * The tasks that a local master runs at once. It never gets more, and Spark would wait ten minutes
 * for them; a cluster may.
 *
 * @param master the address of Spark's master
 * @param count of tasks
 * @param taskCpus cores of each
 */
record Slots(String master, int count, int taskCpus) {
  /** Asks what Spark itself asks before workers that start together. */
  static Slots of(SparkContext spark, int taskCpus) {
    int count =
        spark.isLocal()
            ? spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile())
            : Integer.MAX_VALUE;
    return new Slots(spark.master(), count, taskCpus);
  }

  /**
   * Refuses more workers than can start together.
   *
   * @throws WiresmithException {@code USAGE}
   */
  void require(int workers) {
    if (workers > count) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "trees.workers is %d; they start together, and %s has cores for %d (spark.task.cpus is %d). Name a master with more, as --master local[%d], or lower trees.workers, which makes another model."
              .formatted(workers, master, count, taskCpus, Math.multiplyExact(workers, taskCpus)));
    }
  }
}
