package io.wiresmith.evaluation.bandwidth;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Walks whole links, whose rows come in the order of segments and positions, and sums what the
 * forecasts to compare with are tuned by. Runs on the workers.
 *
 * @param steps of a window
 * @param from first position of a segment that counts
 */
record TuningPartition(int steps, int from) implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    History history = new History(steps);
    Map<String, TuningSums> halves = new TreeMap<>();
    while (rows.hasNext()) {
      Row row = rows.next();
      history.add(row);
      double actual = History.actual(row);
      if (History.position(row) >= from && !Double.isNaN(actual)) {
        String source = History.source(row);
        String half = LinearForecast.half(source, History.link(row));
        halves
            .computeIfAbsent(half, name -> TuningSums.none(source, half, steps))
            .add(history.window(), history.naive(), actual);
      }
    }
    List<Row> sums = new ArrayList<>();
    halves.values().forEach(half -> sums.add(half.row()));
    return sums.iterator();
  }
}
