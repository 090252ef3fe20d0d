package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/**
 * What is known of a link while its rows pass in the order of segments and positions: the last
 * steps as a window, NaN where nothing was measured, and the naive forecasts. Not thread-safe.
 */
final class History {
  private final float[] last;
  private String segment = "";
  private long next;
  private Naive naive;

  /** Of windows of that many steps. */
  History(int steps) {
    this.last = new float[steps];
    this.naive = new Naive(steps);
  }

  /**
   * A row comes.
   *
   * @return whether it goes on with the segment of the row before
   */
  boolean add(Row row) {
    String here =
        source(row) + '\n' + link(row) + '\n' + row.<Long>getAs(LabelledLink.SEGMENT).longValue();
    boolean goesOn = here.equals(segment);
    if (!goesOn) {
      segment = here;
      next = 0;
      naive = new Naive(last.length);
      Arrays.fill(last, Float.NaN);
    }
    long position = position(row);
    for (; next < position; next++) {
      push(Float.NaN);
    }
    double value = row.<Double>getAs(LinkTelemetry.THROUGHPUT_MBPS);
    push((float) value);
    naive.add(value);
    next++;
    return goesOn;
  }

  private void push(float value) {
    System.arraycopy(last, 1, last, 0, last.length - 1);
    last[last.length - 1] = value;
  }

  /** The window that ends with the last row; a copy. */
  float[] window() {
    return last.clone();
  }

  /** The naive forecasts of the next value, by {@link Naive#NAMES}. */
  double[] naive() {
    return naive.forecasts();
  }

  static String source(Row row) {
    return row.getAs(LinkTelemetry.SOURCE);
  }

  static String link(Row row) {
    return row.getAs(LinkTelemetry.LINK);
  }

  static long position(Row row) {
    return row.<Long>getAs(LabelledLink.POSITION);
  }

  /** The value that came next, NaN where none was measured. */
  static double actual(Row row) {
    return row.<Double>getAs(LabelledLink.NEXT_MBPS);
  }
}
