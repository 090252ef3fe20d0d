package io.wiresmith.etl.dataset;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The canonical order of rows, the same as Spark's: texts by their UTF-8 bytes, NaN last. */
public final class RowOrder {
  private RowOrder() {}

  /** Compares the columns {@code [from, to)} of two rows. */
  public static int compare(Object[] a, Object[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      int order = compare(a[i], b[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return x.compareTo(y);
    }
    if (a instanceof Double x && b instanceof Double y) {
      return x.compareTo(y);
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return x.compareTo(y);
    }
    return a.equals(b)
        ? 0
        : Arrays.compareUnsigned(
            a.toString().getBytes(StandardCharsets.UTF_8),
            b.toString().getBytes(StandardCharsets.UTF_8));
  }
}
