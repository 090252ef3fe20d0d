package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Errors along the steps of links, all links together: as many targets in each part.
 *
 * @param from the least position in a segment
 * @param until the greatest one
 * @param rows targets
 * @param within share within 20 %
 * @param withinNaive the same of the best naive forecast of each source
 * @param mae mean absolute error, Mbit/s
 * @param maeNaive the same of the best naive forecast of each source
 */
record OverTime(
    long from,
    long until,
    long rows,
    double within,
    double withinNaive,
    double mae,
    double maeNaive) {
  private static final int PARTS = 24;
  private static final int LEAST = 50;

  /** The parts, in the order of steps; none where there are very few targets. */
  static List<OverTime> of(List<ForecastRow> rows, Tuned tuned) {
    List<ForecastRow> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingLong(ForecastRow::position));
    int parts = Math.min(PARTS, rows.size() / LEAST);
    List<OverTime> found = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * rows.size() / parts);
      int until = (int) ((part + 1L) * rows.size() / parts);
      found.add(part(sorted.subList(from, until), tuned));
    }
    return found;
  }

  private static OverTime part(List<ForecastRow> rows, Tuned tuned) {
    Errors model = new Errors();
    Errors naive = new Errors();
    for (ForecastRow row : rows) {
      model.add(row.forecast()[0], row.actual());
      naive.add(row.naive()[tuned.method(row.source())], row.actual());
    }
    return new OverTime(
        rows.get(0).position(),
        rows.get(rows.size() - 1).position(),
        rows.size(),
        model.within(),
        naive.within(),
        model.mae(),
        naive.mae());
  }
}
