package io.wiresmith.etl.influx;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessageUnpacker;

/** Gives the rows of an answer, the time first, to a sink. */
final class PointRows implements MessagePackResults.Rows {
  private final PointSink sink;

  PointRows(PointSink sink) {
    this.sink = sink;
  }

  @Override
  public void series(int statement, SortedMap<String, String> tags, List<String> columns) {
    sink.series(tags);
  }

  @Override
  public void row(MessageUnpacker values, int width) throws IOException {
    sink.begin(values.unpackLong());
    for (int field = 0; field < width - 1; field++) {
      cell(values, field);
    }
    sink.end();
  }

  private void cell(MessageUnpacker values, int field) throws IOException {
    MessageFormat format = values.getNextFormat();
    switch (format.getValueType()) {
      case NIL -> values.unpackNil();
      case FLOAT -> sink.number(field, values.unpackDouble());
      case INTEGER -> integer(values, field, format);
      case BOOLEAN -> sink.flag(field, values.unpackBoolean());
      case STRING -> sink.text(field, values.readPayload(values.unpackRawStringHeader()));
      case BINARY, ARRAY, MAP, EXTENSION ->
          throw new IOException("a value of an unknown kind stands in the answer");
    }
  }

  /** Unsigned integers are packed as such, but for those below 128, which look like signed ones. */
  private void integer(MessageUnpacker values, int field, MessageFormat format) throws IOException {
    switch (format) {
      case UINT8, UINT16, UINT32, UINT64 ->
          sink.unsigned(field, values.unpackBigInteger().longValue());
      default -> sink.integer(field, values.unpackLong());
    }
  }
}
