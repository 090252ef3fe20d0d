package io.wiresmith.etl.influx;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/**
 * Reads the chunks of an InfluxQL answer in MessagePack as they come. An answer is whole when its
 * transport ended, no error stood in it, and the last chunk of each statement and series does not
 * say {@code partial}.
 */
final class MessagePackResults {
  /** Takes what is read. */
  interface Rows {
    /** The rows that follow belong to this series of this statement. */
    void series(int statement, SortedMap<String, String> tags, List<String> columns);

    /** One row: the unpacker stands before the first of that many values, all to be read. */
    void row(MessageUnpacker values, int width) throws IOException;
  }

  /** An error that the server put into its answer. */
  static final class ServerError extends IOException {
    private static final long serialVersionUID = 1L;

    ServerError(String words) {
      super(words);
    }
  }

  private final MessageUnpacker unpacker;
  private final Rows rows;
  private int statement;
  private boolean answered;
  private boolean partial;
  private boolean wanting;
  private SortedMap<String, String> wanted = new TreeMap<>();

  private MessagePackResults(MessageUnpacker unpacker, Rows rows) {
    this.unpacker = unpacker;
    this.rows = rows;
  }

  /**
   * Reads to the end.
   *
   * @throws ServerError the server's words
   * @throws IOException if the answer is not whole
   */
  static void read(InputStream in, Rows rows) throws IOException {
    try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(in)) {
      MessagePackResults results = new MessagePackResults(unpacker, rows);
      while (unpacker.hasNext()) {
        results.document();
      }
      results.finish();
    } catch (MessagePackException e) {
      throw new IOException("the answer is no MessagePack of InfluxDB: " + e.getMessage(), e);
    }
  }

  private void finish() throws IOException {
    if (!answered || partial || wanting) {
      throw new IOException("the answer ended before its last chunk");
    }
  }

  private void document() throws IOException {
    for (int i = unpacker.unpackMapHeader(); i > 0; i--) {
      switch (unpacker.unpackString()) {
        case "results" -> results();
        case "error" -> throw new ServerError(unpacker.unpackString());
        default -> unpacker.skipValue();
      }
    }
  }

  private void results() throws IOException {
    for (int i = unpacker.unpackArrayHeader(); i > 0; i--) {
      answered = true;
      partial = false;
      result();
    }
  }

  private void result() throws IOException {
    for (int i = unpacker.unpackMapHeader(); i > 0; i--) {
      switch (unpacker.unpackString()) {
        case "statement_id" -> statement = unpacker.unpackInt();
        case "series" -> allSeries();
        case "partial" -> partial = unpacker.unpackBoolean();
        case "error" -> throw new ServerError(unpacker.unpackString());
        default -> unpacker.skipValue();
      }
    }
  }

  private void allSeries() throws IOException {
    for (int i = unpacker.unpackArrayHeader(); i > 0; i--) {
      series();
    }
  }

  private void series() throws IOException {
    SortedMap<String, String> tags = new TreeMap<>();
    List<String> columns = new ArrayList<>();
    boolean goesOn = wanting;
    wanting = false;
    for (int i = unpacker.unpackMapHeader(); i > 0; i--) {
      switch (unpacker.unpackString()) {
        case "tags" -> tags(tags);
        case "columns" -> columns(columns);
        case "values" -> values(tags, columns);
        case "partial" -> wanting = unpacker.unpackBoolean();
        default -> unpacker.skipValue();
      }
    }
    if (goesOn && !tags.equals(wanted)) {
      throw new IOException("the answer broke off in the series " + wanted);
    }
    wanted = tags;
  }

  private void tags(SortedMap<String, String> tags) throws IOException {
    for (int i = unpacker.unpackMapHeader(); i > 0; i--) {
      String name = unpacker.unpackString();
      String value = unpacker.unpackString();
      if (!value.isEmpty()) {
        tags.put(name, value);
      }
    }
  }

  private void columns(List<String> columns) throws IOException {
    for (int i = unpacker.unpackArrayHeader(); i > 0; i--) {
      columns.add(unpacker.unpackString());
    }
  }

  private void values(SortedMap<String, String> tags, List<String> columns) throws IOException {
    rows.series(statement, tags, columns);
    for (int i = unpacker.unpackArrayHeader(); i > 0; i--) {
      int width = unpacker.unpackArrayHeader();
      if (width != columns.size()) {
        throw new WiresmithException(
            ErrorCode.UNREADABLE_DATA,
            "A row of the answer has %d values; its header has %d columns."
                .formatted(width, columns.size()));
      }
      rows.row(unpacker, width);
    }
  }
}
