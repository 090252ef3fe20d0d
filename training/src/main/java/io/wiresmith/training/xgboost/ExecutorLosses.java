package io.wiresmith.training.xgboost;

import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fits again where a cluster lost an executor. XGBoost's workers start and end together, and when
 * Spark tries their stage again XGBoost's tracker is gone; equal input gives equal bytes, so
 * another fit is as good.
 *
 * @param master of Spark; a local one has no executors to lose
 */
record ExecutorLosses(String master) {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorLosses.class);
  private static final int ATTEMPTS = 3;
  private static final int DEEP = 20;

  /**
   * What Spark says, and what XGBoost says of the workers that are left: its collective is broken.
   */
  private static final Pattern LOSS =
      Pattern.compile("ExecutorLostFailure|failed barrier|/collective/");

  /** What the fit makes, at the third attempt at the latest. */
  <T> T survived(Supplier<T> fit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return fit.get();
      } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare.
        if (attempt == ATTEMPTS || master.startsWith("local") || !loss(e)) {
          throw e;
        }
        LOG.warn("a worker of XGBoost was lost, fit {} of {} begins", attempt + 1, ATTEMPTS);
      }
    }
  }

  private static boolean loss(Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEP; depth++) {
      if (LOSS.matcher(String.valueOf(at.getMessage())).find()) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
