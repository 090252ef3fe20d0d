package io.wiresmith.core.dataset;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;

/**
 * The law of quality: {@code in = out + quarantined + merged}, checked whenever a count is made.
 *
 * @param read rows found in the source, inside the window or not
 * @param outsideWindow rows that were not asked for, because they belong to another window or a
 *     rule leaves them out that the facts of the dataset name: counted, not kept
 * @param in rows that were asked for, {@code read - outsideWindow}
 * @param out rows of the dataset
 * @param quarantined rows refused, each kept with its reason
 * @param merged rows folded into another row of the same key without any contradiction
 */
public record RowCounts(
    long read, long outsideWindow, long in, long out, long quarantined, long merged) {
  /** Checks the law. */
  public RowCounts {
    if (in != read - outsideWindow || in != out + quarantined + merged) {
      throw new WiresmithException(
          ErrorCode.INTERNAL,
          "Rows were lost or invented: read %d, outside the window %d, in %d, out %d, quarantined %d, merged %d. Required: in = read - outside = out + quarantined + merged. Please report this."
              .formatted(read, outsideWindow, in, out, quarantined, merged));
    }
  }

  /** Counts of a step that keeps every row. */
  public static RowCounts unchanged(long rows) {
    return new RowCounts(rows, 0, rows, rows, 0, 0);
  }

  /** The share of refused rows, 0 where there are none. */
  public double quarantinedRatio() {
    return in == 0 ? 0 : (double) quarantined / in;
  }
}
