package io.wiresmith.etl.quality;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.util.Locale;

/**
 * When bad data stops a run; the values come from the configuration ({@code quality.*}).
 *
 * @param maxQuarantinedRatio greatest share of quarantined rows, 0 to 1
 * @param maxEmptyDays most whole UTC days of the window without a row, for training
 * @param minClassRows fewest rows of each class, for training
 */
public record QualityPolicy(double maxQuarantinedRatio, int maxEmptyDays, long minClassRows) {
  /** Checks the values. */
  public QualityPolicy {
    if (!(maxQuarantinedRatio >= 0 && maxQuarantinedRatio <= 1)
        || maxEmptyDays < 0
        || minClassRows < 0) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          String.format(
              Locale.ROOT,
              "quality.max-quarantined-ratio is %s, quality.max-empty-days %d, quality.min-class-rows %d. Required: a ratio from 0 to 1, and no negative number.",
              maxQuarantinedRatio,
              maxEmptyDays,
              minClassRows));
    }
  }
}
