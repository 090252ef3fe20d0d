package io.wiresmith.serving.bandwidth;

import java.util.Arrays;

/**
 * The last values of a history, to find its end in a later one.
 *
 * @param values oldest first; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tail(float[] values) {
  /** So many are kept, and must be found again where the later history goes back far enough. */
  private static final int MOST = 8;

  /** The least number that must be found again. */
  private static final int FEWEST = 2;

  /** The most values that may have been added. */
  private static final int FARTHEST = 30;

  /** The end of a history. */
  static Tail of(float[] history, int from, int until) {
    return new Tail(Arrays.copyOfRange(history, Math.max(from, until - MOST), until));
  }

  /**
   * The first value that a later history has behind this end. NaN where it is the same history, or
   * one that cannot be told from it, or does not go on where this one ends, or if nothing was
   * measured here.
   */
  float next(float[] later, int from, int until) {
    int farthest = isMeasured() ? Math.min(FARTHEST, until - from - FEWEST) : -1;
    for (int added = 0; added <= farthest; added++) {
      int count = Math.min(values.length, until - added - from);
      if (count >= FEWEST && endsAt(later, until - added, count)) {
        return added == 0 ? Float.NaN : later[until - added];
      }
    }
    return Float.NaN;
  }

  private boolean isMeasured() {
    for (float value : values) {
      if (value >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the last of these values stand right before a place; NaN equals NaN. */
  private boolean endsAt(float[] later, int place, int count) {
    return Arrays.equals(values, values.length - count, values.length, later, place - count, place);
  }
}
