package io.wiresmith.etl.quality;

import io.wiresmith.core.dataset.ColumnSpec;
import io.wiresmith.etl.dataset.PartWriter;
import io.wiresmith.etl.dataset.RowOrder;
import io.wiresmith.etl.source.TelemetryLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes sound rows in canonical order: those of one time and known tags are sorted here. */
final class Keeper {
  private final Path staging;
  private final List<ColumnSpec> schema;
  private final TelemetryLayout layout;
  private final Tally tally;
  private final List<Object[]> ties = new ArrayList<>();
  private @Nullable PartWriter writer;

  Keeper(Path staging, List<ColumnSpec> schema, TelemetryLayout layout, Tally tally) {
    this.staging = staging;
    this.schema = schema;
    this.layout = layout;
    this.tally = tally;
  }

  void put(Object[] row) {
    int key = 1 + layout.tags().size();
    if (!ties.isEmpty() && RowOrder.compare(ties.get(0), row, 0, key) != 0) {
      flush();
    }
    ties.add(row);
  }

  private void flush() {
    if (ties.size() > 1) {
      ties.sort((a, b) -> RowOrder.compare(a, b, 0, a.length));
    }
    for (Object[] row : ties) {
      write(row);
    }
    ties.clear();
  }

  private void write(Object[] row) {
    if (writer == null) {
      writer = PartWriter.ordered(staging, schema);
    }
    writer.write(row);
    long time = (long) row[0];
    tally.out++;
    tally.day(time, true);
    tally.first = Math.min(tally.first, time);
    tally.last = Math.max(tally.last, time);
    int column = 1 + layout.tags().size();
    for (var number : layout.numbers()) {
      double value = (double) row[column++];
      if (!Double.isNaN(value)) {
        tally.range(number.name(), value);
      }
    }
  }

  void finish() {
    flush();
    if (writer != null) {
      tally.kept.add(writer.finish());
    }
  }
}
