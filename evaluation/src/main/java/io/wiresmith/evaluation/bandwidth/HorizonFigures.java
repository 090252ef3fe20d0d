package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Errors so many steps ahead.
 *
 * @param source the source, or {@link #ALL}
 * @param horizon steps ahead
 * @param rows windows
 * @param model figures of the model, whose forecasts are given back to it as values
 * @param bestNaive of the best naive forecast of each source, the same at every horizon
 * @param linear of the linear forecast, given back likewise
 */
record HorizonFigures(
    String source,
    int horizon,
    long rows,
    Map<String, Double> model,
    Map<String, Double> bestNaive,
    Map<String, Double> linear) {
  /** All sources together. */
  static final String ALL = "all";

  /** All sources first, then each, near horizons first. */
  static List<HorizonFigures> of(List<HorizonRow> rows) {
    List<HorizonFigures> figures = new ArrayList<>(of(ALL, rows));
    Map<String, List<HorizonRow>> sources = new TreeMap<>();
    rows.forEach(row -> sources.computeIfAbsent(row.source(), s -> new ArrayList<>()).add(row));
    sources.forEach((source, some) -> figures.addAll(of(source, some)));
    return figures;
  }

  private static List<HorizonFigures> of(String source, List<HorizonRow> rows) {
    List<HorizonFigures> figures = new ArrayList<>();
    for (int horizon = 1; horizon <= HorizonPartition.FURTHEST; horizon++) {
      Errors model = new Errors();
      Errors naive = new Errors();
      Errors linear = new Errors();
      long count = 0;
      for (HorizonRow row : rows) {
        if (row.horizon() == horizon) {
          model.add(row.model(), row.actual());
          naive.add(row.naive(), row.actual());
          linear.add(row.linear(), row.actual());
          count++;
        }
      }
      if (count > 0) {
        figures.add(
            new HorizonFigures(
                source, horizon, count, model.figures(), naive.figures(), linear.figures()));
      }
    }
    return figures;
  }
}
