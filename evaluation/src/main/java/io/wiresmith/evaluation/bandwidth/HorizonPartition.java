package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.bandwidth.LabelledLink;
import io.wiresmith.core.bandwidth.LinkTelemetry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Forecasts some windows up to {@link #FURTHEST} steps ahead, by giving each forecast back as the
 * next value. Only windows after which as many steps were measured. Links come whole, in the order
 * of segments and positions. Runs on the workers.
 *
 * @param steps of a window
 * @param candidate directory of the candidate
 * @param tuned the forecasts to compare with
 * @param sample which windows
 * @param from first position of a segment that is judged
 */
record HorizonPartition(int steps, String candidate, Tuned tuned, HorizonSample sample, int from)
    implements MapPartitionsFunction<Row, Row> {
  /** Steps that are forecast. */
  static final int FURTHEST = 5;

  private static final long serialVersionUID = 1L;
  private static final int BATCH = 256;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    List<Row> found = new ArrayList<>();
    if (rows.hasNext()) {
      try (ForecastSession session = new ForecastSession(candidate)) {
        List<Place> complete = new ArrayList<>();
        Waiting waiting = new Waiting(complete);
        while (rows.hasNext()) {
          waiting.take(rows.next());
          if (complete.size() >= BATCH) {
            forecast(session, complete, found);
          }
        }
        forecast(session, complete, found);
      }
    }
    return found.iterator();
  }

  /** A window with what came after it so far. */
  private record Place(
      String source, String link, long timeNs, float[] window, double naive, List<Double> actual) {}

  /** Windows until their last step came. */
  private final class Waiting {
    private final History history = new History(steps);
    private final List<Place> open = new ArrayList<>();
    private final List<Place> complete;
    private long before;

    Waiting(List<Place> complete) {
      this.complete = complete;
    }

    void take(Row row) {
      boolean next = history.add(row) && History.position(row) == before + 1;
      before = History.position(row);
      if (!next) {
        open.clear();
      }
      double value = row.<Double>getAs(LinkTelemetry.THROUGHPUT_MBPS);
      open.forEach(place -> place.actual().add(value));
      open.stream().filter(place -> place.actual().size() == FURTHEST).forEach(complete::add);
      open.removeIf(place -> place.actual().size() == FURTHEST);
      String source = History.source(row);
      String link = History.link(row);
      long timeNs = row.<Long>getAs(LabelledLink.TIME_NS);
      if (before >= from && sample.takes(source, link, timeNs)) {
        double naive = history.naive()[tuned.method(source)];
        open.add(new Place(source, link, timeNs, history.window(), naive, new ArrayList<>()));
      }
    }
  }

  private void forecast(ForecastSession session, List<Place> places, List<Row> found) {
    int count = places.size();
    float[] windows = new float[count * steps];
    float[] linear = new float[count * steps];
    for (int i = 0; i < count; i++) {
      System.arraycopy(places.get(i).window(), 0, windows, i * steps, steps);
    }
    System.arraycopy(windows, 0, linear, 0, windows.length);
    for (int horizon = 1; horizon <= FURTHEST && count > 0; horizon++) {
      float[] next = session.forecast(count, steps, windows)[0];
      float[] line = linear(places, linear);
      for (int i = 0; i < count; i++) {
        Place place = places.get(i);
        found.add(
            new HorizonRow(
                    place.source(),
                    place.link(),
                    place.timeNs(),
                    horizon,
                    place.actual().get(horizon - 1),
                    next[i],
                    place.naive(),
                    line[i])
                .row());
      }
      push(windows, next);
      push(linear, line);
    }
    places.clear();
  }

  private float[] linear(List<Place> places, float[] windows) {
    float[] next = new float[places.size()];
    for (int i = 0; i < next.length; i++) {
      double[] weights = tuned.linear().weights(places.get(i).source(), places.get(i).link());
      float[] window = java.util.Arrays.copyOfRange(windows, i * steps, (i + 1) * steps);
      next[i] = (float) LinearForecast.of(weights, window);
    }
    return next;
  }

  /** Each window loses its oldest value and gets a next one. */
  private void push(float[] windows, float[] next) {
    for (int i = 0; i < next.length; i++) {
      System.arraycopy(windows, i * steps + 1, windows, i * steps, steps - 1);
      windows[(i + 1) * steps - 1] = next[i];
    }
  }
}
