package io.wiresmith.evaluation.bandwidth;

import io.wiresmith.core.bandwidth.LabelledLink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Forecasts the targets of whole links, whose rows come in the order of segments and positions.
 * Runs on the workers.
 *
 * @param steps of a window
 * @param candidate directory of the candidate
 * @param champion directory of the champion, or empty text
 * @param linear the linear forecast
 * @param from first position of a segment that is judged
 */
record ForecastPartition(
    int steps, String candidate, String champion, LinearForecast linear, int from)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;
  private static final int BATCH = 256;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Judged(this, rows);
  }

  private static @Nullable ForecastSession opened(String directory) {
    if (directory.isEmpty()) {
      return null;
    }
    ForecastSession session = new ForecastSession(directory);
    TaskContext.get()
        .addTaskCompletionListener((TaskCompletionListener) context -> session.close());
    return session;
  }

  /** Reads ahead until a batch is full. */
  private static final class Judged implements Iterator<Row> {
    private final ForecastPartition what;
    private final Iterator<Row> rows;
    private final @Nullable ForecastSession candidate;
    private final @Nullable ForecastSession champion;
    private final Queue<Row> ready = new ArrayDeque<>();
    private final List<Pending> pending = new ArrayList<>();
    private final History history;

    Judged(ForecastPartition what, Iterator<Row> rows) {
      this.what = what;
      this.rows = rows;
      this.candidate = rows.hasNext() ? opened(what.candidate()) : null;
      this.champion = rows.hasNext() ? opened(what.champion()) : null;
      this.history = new History(what.steps());
    }

    /** A target whose forecast is not made yet. */
    private record Pending(Row row, float[] window, double[] naive) {}

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        while (rows.hasNext() && pending.size() < BATCH) {
          take(rows.next());
        }
        flush();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void take(Row row) {
      history.add(row);
      if (History.position(row) >= what.from() && !Double.isNaN(History.actual(row))) {
        pending.add(new Pending(row, history.window(), history.naive()));
      }
    }

    private void flush() {
      if (pending.isEmpty()) {
        return;
      }
      int steps = what.steps();
      float[] windows = new float[pending.size() * steps];
      for (int i = 0; i < pending.size(); i++) {
        System.arraycopy(pending.get(i).window(), 0, windows, i * steps, steps);
      }
      float[][] mine = forecasts(candidate, windows);
      float[][] theirs = forecasts(champion, windows);
      for (int i = 0; i < pending.size(); i++) {
        ready.add(judged(pending.get(i), mine, theirs, i));
      }
      pending.clear();
    }

    private float[][] forecasts(@Nullable ForecastSession session, float[] windows) {
      if (session == null) {
        float[] none = new float[pending.size()];
        Arrays.fill(none, Float.NaN);
        return new float[][] {none, none, none, none};
      }
      return session.forecast(pending.size(), what.steps(), windows);
    }

    private Row judged(Pending target, float[][] mine, float[][] theirs, int at) {
      Row row = target.row();
      String source = History.source(row);
      String link = History.link(row);
      double[] weights = what.linear().weights(source, link);
      return new ForecastRow(
              source,
              link,
              row.<Long>getAs(LabelledLink.TIME_NS),
              History.position(row),
              History.actual(row),
              new float[] {mine[0][at], mine[1][at], mine[2][at], mine[3][at]},
              theirs[0][at],
              target.naive(),
              LinearForecast.of(weights, target.window()))
          .row();
    }
  }
}
