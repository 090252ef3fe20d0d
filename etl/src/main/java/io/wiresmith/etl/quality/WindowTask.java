package io.wiresmith.etl.quality;

import io.wiresmith.core.io.Json;
import io.wiresmith.core.telemetry.Nanos;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.source.Provenance;
import io.wiresmith.etl.source.TelemetryLayout;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Drops rows outside of the window and marks those of the future, refused ones that have a time
 * too. What was dropped is told by a last row with the reason {@link #DROPPED} and a tally as its
 * message, so that it is counted once however often a task runs.
 */
record WindowTask(TelemetryLayout layout, TimeBounds bounds)
    implements MapPartitionsFunction<Row, Row> {
  static final String DROPPED = "dropped";

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Kept(rows, layout.columns(), bounds);
  }

  private static final class Kept implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final TimeBounds bounds;
    private final int width;
    private final int file;
    private final int line;
    private final int reason;
    private final int message;
    private final int others;
    private final Tally dropped = new Tally();
    private @Nullable Row next;
    private boolean told;

    Kept(Iterator<Row> rows, List<String> columns, TimeBounds bounds) {
      this.rows = rows;
      this.bounds = bounds;
      this.width = columns.size();
      this.file = columns.indexOf(Provenance.FILE);
      this.line = columns.indexOf(Provenance.LINE);
      this.reason = columns.indexOf(Provenance.REASON);
      this.message = columns.indexOf(Provenance.MESSAGE);
      this.others = columns.indexOf(Provenance.OTHERS);
    }

    @Override
    public boolean hasNext() {
      while (next == null && rows.hasNext()) {
        next = judged(rows.next());
      }
      if (next == null && !told) {
        told = true;
        next = summary();
      }
      return next != null;
    }

    private @Nullable Row judged(Row row) {
      dropped.others += row.isNullAt(others) ? 0 : row.getLong(others);
      if (row.isNullAt(line)) {
        return null;
      }
      dropped.read++;
      dropped.origins.merge(row.getString(file), 1L, Long::sum);
      if (row.isNullAt(0)) {
        return row;
      }
      long time = row.getLong(0);
      return switch (bounds.place(time)) {
        case INSIDE -> row;
        case OUTSIDE -> outside(time);
        case FUTURE -> future(row, time);
      };
    }

    private @Nullable Row outside(long time) {
      dropped.outside++;
      dropped.outsideFirst = Math.min(dropped.outsideFirst, time);
      dropped.outsideLast = Math.max(dropped.outsideLast, time);
      return null;
    }

    private Row future(Row row, long time) {
      Object[] values = new Object[width];
      java.util.Arrays.setAll(values, row::get);
      values[reason] = RefusalReason.FUTURE.id();
      values[message] =
          "the time %s is not before %s, the %s"
              .formatted(
                  Nanos.instant(time),
                  Nanos.instant(bounds.limit()),
                  bounds.explicit() ? "end that was asked for" : "present");
      return RowFactory.create(values);
    }

    private Row summary() {
      @Nullable Object[] values = new @Nullable Object[width];
      values[reason] = DROPPED;
      values[message] = Json.line(dropped);
      return RowFactory.create(values);
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row row = java.util.Objects.requireNonNull(next);
      next = null;
      return row;
    }
  }
}
