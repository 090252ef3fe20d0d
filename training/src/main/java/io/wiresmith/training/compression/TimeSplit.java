package io.wiresmith.training.compression;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.Nanos;
import java.time.Instant;
import java.util.List;

/**
 * A split forward in time.
 *
 * @param earlier rows before the instant
 * @param later rows at or after it
 * @param instantNs the instant
 */
record TimeSplit(List<Transfer> earlier, List<Transfer> later, long instantNs) {

  /**
   * Splits rows that are sorted by time at the time of the row before which the share {@code 1 -
   * ratio} lies; rows of one time stay together, in the later part.
   */
  static TimeSplit of(List<Transfer> rows, double ratio, String what) {
    int cut = (int) Math.floor(rows.size() * (1 - ratio) + 1e-9);
    if (cut >= rows.size()) {
      throw tooFew(rows, what);
    }
    long instant = rows.get(cut).timeNs();
    int first = cut;
    while (first > 0 && rows.get(first - 1).timeNs() == instant) {
      first--;
    }
    if (first == 0) {
      throw tooFew(rows, what);
    }
    return new TimeSplit(
        List.copyOf(rows.subList(0, first)),
        List.copyOf(rows.subList(first, rows.size())),
        instant);
  }

  /** The first instant of the later part. */
  Instant instant() {
    return Nanos.instant(instantNs);
  }

  private static WiresmithException tooFew(List<Transfer> rows, String what) {
    return new WiresmithException(
        ErrorCode.DATA_QUALITY,
        "The %d rows cannot be split in time into an earlier part and a %s part: they are too few or share one time. Extend the window."
            .formatted(rows.size(), what));
  }
}
