package io.wiresmith.etl.influx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageUnpacker;

/**
 * A small answer: of a SHOW or a count.
 *
 * @param columns the columns
 * @param rows the rows; values are Long, Double, Boolean, String or null
 */
record InfluxTable(List<String> columns, List<List<Object>> rows) {
  /** Collects the rows of all series. */
  static final class Reader implements MessagePackResults.Rows {
    private List<String> columns = List.of();
    private final List<List<Object>> rows = new ArrayList<>();

    @Override
    public void series(int statement, SortedMap<String, String> tags, List<String> names) {
      columns = List.copyOf(names);
    }

    @Override
    public void row(MessageUnpacker values, int width) throws IOException {
      List<@Nullable Object> row = new ArrayList<>();
      for (int i = 0; i < width; i++) {
        row.add(value(values));
      }
      @SuppressWarnings("NullAway") // rows may hold null, which List<Object> cannot say
      List<Object> told = (List<Object>) (List<?>) row;
      rows.add(told);
    }

    private static @Nullable Object value(MessageUnpacker values) throws IOException {
      return switch (values.getNextFormat().getValueType()) {
        case NIL -> {
          values.unpackNil();
          yield null;
        }
        case BOOLEAN -> values.unpackBoolean();
        // Large unsigned integers look negative here.
        case INTEGER -> values.unpackBigInteger().longValue();
        case FLOAT -> values.unpackDouble();
        case STRING -> values.unpackString();
        case BINARY, ARRAY, MAP, EXTENSION ->
            throw new IOException("a value of an unknown kind stands in the answer");
      };
    }

    InfluxTable table() {
      return new InfluxTable(columns, rows);
    }
  }
}
