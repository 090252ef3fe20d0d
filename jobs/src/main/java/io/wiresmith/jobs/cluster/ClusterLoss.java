package io.wiresmith.jobs.cluster;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.run.ProcessEnd;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Tells the loss of a cluster from other failures of a job. */
public final class ClusterLoss {
  private static final int DEEP = 20;
  private static final Pattern NO_ROOM = Pattern.compile("\\[SPARK-24819]");
  private static final Pattern NO_EXECUTORS =
      Pattern.compile("cancelled as part of cancellation of all jobs");
  private static final Pattern LOST =
      Pattern.compile(
          "ExecutorLostFailure|FetchFailed|/collective/|Could not recover from a failed barrier"
              + "|SparkContext was shut down|stopped SparkContext|masters are unresponsive"
              + "|Master removed our application|Executor heartbeat timed out");

  private static final String TOLD_TO_END =
      "This process was told to end before its work was done; what was committed is kept.";

  private ClusterLoss() {}

  /**
   * Takes a step of a job. Spark throws checked exceptions that its methods do not declare; they
   * come out unchecked.
   *
   * @throws WiresmithException {@code DEPENDENCY_DOWN} if the cluster was lost
   */
  public static <T> T told(Supplier<T> step) {
    try {
      return step.get();
    } catch (Exception e) {
      throw told(e);
    }
  }

  private static RuntimeException told(Exception e) {
    if (e instanceof WiresmithException ours && ours.code() != ErrorCode.INTERNAL) {
      return ours;
    }
    Optional<WiresmithException> loss = of(e);
    if (loss.isPresent()) {
      return loss.get();
    }
    return e instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("Spark failed: " + e.getMessage(), e);
  }

  /**
   * What the failure says about the cluster: nothing if it has another cause. A process that is
   * told to end stops its cluster itself.
   */
  public static Optional<WiresmithException> of(Throwable failure) {
    if (ProcessEnd.begun()) {
      return Optional.of(new WiresmithException(ErrorCode.DEPENDENCY_DOWN, TOLD_TO_END, failure));
    }
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEP; depth++) {
      Optional<String> said = said(String.valueOf(at.getMessage()));
      if (said.isPresent()) {
        return Optional.of(new WiresmithException(ErrorCode.DEPENDENCY_DOWN, said.get(), failure));
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> said(String message) {
    if (NO_ROOM.matcher(message).find()) {
      return Optional.of(
          "The Spark cluster has fewer cores than XGBoost's workers, which start together, and got no more while Spark waited. Give it as many as training.compression.trees.workers (times spark.task.cpus), or lower that number, which makes another model; what was committed is kept.");
    }
    if (NO_EXECUTORS.matcher(message).find()) {
      return Optional.of(lost("no executor was there to compute for longer than cluster.patience"));
    }
    return LOST.matcher(message).find()
        ? Optional.of(lost(message.lines().findFirst().orElse(message)))
        : Optional.empty();
  }

  private static String lost(String what) {
    return "The Spark cluster lost its executors or had none: %s. Look at its workers (room for executors? memory, spark.executor.memory?); what was committed is kept."
        .formatted(what);
  }
}
