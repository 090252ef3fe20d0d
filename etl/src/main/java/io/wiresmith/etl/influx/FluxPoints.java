package io.wiresmith.etl.influx;

import com.influxdb.Cancellable;
import com.influxdb.query.FluxColumn;
import com.influxdb.query.FluxRecord;
import com.influxdb.query.FluxTable;
import com.influxdb.query.internal.FluxCsvParser.FluxResponseConsumer;
import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.telemetry.Nanos;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gives the records of a pivoted answer, a table for each series, to a sink. */
final class FluxPoints implements FluxResponseConsumer {
  /** Columns of a table that are neither tags nor fields. */
  private static final Set<String> FRAME = Set.of("_start", "_stop", "_time", "_measurement");

  /** Behind the columns of results and tables, whose names a tag or field may have too. */
  private static final int FIRST = 2;

  /** A column that is a field. */
  private record Cell(int column, int field, String type) {}

  private final List<String> fields;
  private final PointSink sink;
  private List<Cell> cells = List.of();
  private List<FluxColumn> tags = List.of();
  private FluxTable table = new FluxTable();
  private boolean begun;

  FluxPoints(List<String> fields, PointSink sink) {
    this.fields = fields;
    this.sink = sink;
  }

  @Override
  public void accept(int index, Cancellable cancellable, FluxTable next) {
    // Its columns have no names yet.
    table = next;
    begun = false;
  }

  private void columns() {
    List<Cell> found = new ArrayList<>();
    List<FluxColumn> keys = new ArrayList<>();
    for (FluxColumn column : table.getColumns()) {
      if (column.getIndex() < FIRST || FRAME.contains(column.getLabel())) {
        continue;
      }
      if (column.isGroup()) {
        keys.add(column);
      } else {
        int field = fields.indexOf(column.getLabel());
        found.add(new Cell(column.getIndex(), field, column.getDataType()));
      }
    }
    cells = found.stream().filter(cell -> cell.field() >= 0).toList();
    tags = keys;
  }

  @Override
  public void accept(int index, Cancellable cancellable, FluxRecord row) {
    if (!begun) {
      columns();
      series(row);
    }
    Instant time = row.getTime();
    if (time == null) {
      throw new WiresmithException(
          ErrorCode.UNREADABLE_DATA, "A row of the answer has no _time. Please report this.");
    }
    sink.begin(Nanos.of(time));
    for (Cell cell : cells) {
      put(cell, row.getRow().get(cell.column()));
    }
    sink.end();
  }

  private void series(FluxRecord row) {
    TreeMap<String, String> values = new TreeMap<>();
    for (FluxColumn tag : tags) {
      Object value = row.getRow().get(tag.getIndex());
      if (value != null && !value.toString().isEmpty()) {
        values.put(tag.getLabel(), value.toString());
      }
    }
    sink.series(values);
    begun = true;
  }

  /** Flux writes a line feed as two characters, and a carriage return not at all. */
  private static String told(String text) {
    return text.replace("\r\n", "\n");
  }

  private void put(Cell cell, @Nullable Object value) {
    if (value instanceof Double number) {
      sink.number(cell.field(), number);
    } else if (value instanceof Long number) {
      if (cell.type().equals("unsignedLong")) {
        sink.unsigned(cell.field(), number);
      } else {
        sink.integer(cell.field(), number);
      }
    } else if (value instanceof Boolean flag) {
      sink.flag(cell.field(), flag);
    } else if (value instanceof String text && !text.isEmpty()) {
      // An empty text and none at all are the same cell.
      sink.text(cell.field(), told(text).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
