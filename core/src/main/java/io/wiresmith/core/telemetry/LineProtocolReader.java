package io.wiresmith.core.telemetry;

import io.wiresmith.core.telemetry.FieldValue.BooleanValue;
import io.wiresmith.core.telemetry.FieldValue.FloatValue;
import io.wiresmith.core.telemetry.FieldValue.IntegerValue;
import io.wiresmith.core.telemetry.FieldValue.StringValue;
import io.wiresmith.core.telemetry.FieldValue.UnsignedValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads line protocol (InfluxDB's reference grammar) row by row in constant memory. A row is a
 * point or a refusal; a refused line ends at its first line feed and reading goes on behind it.
 *
 * <p>{@link #next} moves to the next row; the accessors then show it until the next call. Names
 * that repeat are the same {@code String} object. Not thread-safe.
 */
public final class LineProtocolReader implements Closeable {
  private final InputStream in;
  private final LineBuffer buffer;
  private final LineParser parser;
  private long line = 1;
  private long rowLine;
  private int rowLength;
  private int consumed;
  private int lineFeeds;
  private @Nullable Refusal refusal;

  /** Reads a stream, which {@link #close} closes. */
  public LineProtocolReader(InputStream in, Precision precision) {
    this.in = in;
    this.buffer = new LineBuffer(in);
    this.parser = new LineParser(buffer, precision);
  }

  /**
   * Moves to the next point or refusal; comments and blank lines are passed over.
   *
   * @return whether there is one
   * @throws IOException if the stream cannot be read
   */
  public boolean next() throws IOException {
    buffer.advance(consumed);
    line += lineFeeds;
    consumed = 0;
    lineFeeds = 0;
    refusal = null;
    while (buffer.more()) {
      int end = buffer.lineFeed(0);
      rowLine = line;
      if (end < 0 || end > LineBuffer.LONGEST_LINE) {
        endlessLine();
        return true;
      }
      if (!passOver(end)) {
        row(end);
        return true;
      }
      buffer.advance(end + 1);
      line++;
    }
    return false;
  }

  private boolean passOver(int length) {
    byte[] b = buffer.bytes();
    for (int i = buffer.start(); i < buffer.start() + length; i++) {
      if (b[i] == '#') {
        return true;
      }
      if (b[i] != ' ' && b[i] != '\t' && b[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void row(int firstLine) throws IOException {
    finish(firstLine, 1);
    parser.parse(rowLength);
    if (parser.openText()) {
      int end = LogicalLine.end(buffer);
      if (end >= 0) {
        finish(end, 1 + feeds(end));
        parser.parse(rowLength);
      }
    }
    if (parser.refused()) {
      finish(firstLine, 1);
      refusal = new Refusal(rowLine, buffer.text(rowLength), parser.reason(), parser.message());
    }
  }

  private void finish(int length, int feeds) {
    consumed = length + 1;
    lineFeeds = feeds;
    boolean carriageReturn = length > 0 && buffer.bytes()[buffer.start() + length - 1] == '\r';
    rowLength = carriageReturn ? length - 1 : length;
  }

  private int feeds(int length) {
    int feeds = 0;
    for (int i = buffer.start(); i < buffer.start() + length; i++) {
      feeds += buffer.bytes()[i] == '\n' ? 1 : 0;
    }
    return feeds;
  }

  private void endlessLine() throws IOException {
    String raw = buffer.text(LineBuffer.LONGEST_TEXT);
    long length = buffer.skipLine();
    lineFeeds = 1;
    refusal =
        new Refusal(
            rowLine,
            raw,
            RefusalReason.GRAMMAR,
            "a line of %d bytes; at most %d are read, the first %d are kept"
                .formatted(length, LineBuffer.LONGEST_LINE, LineBuffer.LONGEST_TEXT));
  }

  /** What is wrong with this row; empty if it is a point. */
  public Optional<Refusal> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Whether this row is no point. */
  public boolean refused() {
    return refusal != null;
  }

  /** Number of the line where this row starts, from 1. */
  public long line() {
    return rowLine;
  }

  /** Position in the stream of the first byte of this row. */
  public long offset() {
    return buffer.offset();
  }

  /** The text of this row. */
  public String raw() {
    return refusal != null ? refusal.raw() : buffer.text(rowLength);
  }

  /** The bytes of the text of this point. */
  public byte[] rawBytes() {
    return java.util.Arrays.copyOfRange(buffer.bytes(), buffer.start(), buffer.start() + rowLength);
  }

  /** The measurement of this point, or of a refused line as far as it was read, else empty. */
  public String measurement() {
    return parser.measurement();
  }

  /** Whether this point has a timestamp. */
  public boolean hasTime() {
    return parser.hasTime();
  }

  /** Nanoseconds since 1970-01-01T00:00:00Z; 0 without a timestamp. */
  public long timeNanos() {
    return parser.timeNanos();
  }

  /** How many tags this point has. */
  public int tags() {
    return parser.tags();
  }

  /** The name of a tag. */
  public String tag(int index) {
    return parser.tag(index);
  }

  /** The value of a tag. */
  public String tagValue(int index) {
    return parser.tagValue(index);
  }

  /** How many fields this point has. */
  public int fields() {
    return parser.fields();
  }

  /** The name of a field. */
  public String field(int index) {
    return parser.field(index);
  }

  /** The type of a field. */
  public FieldKind kind(int index) {
    return parser.kind(index);
  }

  /** The number in a field; integers are widened, false is 0 and true is 1, a text is NaN. */
  public double number(int index) {
    return switch (kind(index)) {
      case FLOAT -> Double.longBitsToDouble(parser.bits(index));
      case INTEGER, BOOLEAN -> parser.bits(index);
      case UNSIGNED -> UnsignedValue.widened(parser.bits(index));
      case STRING -> Double.NaN;
    };
  }

  /** The 64 bits of an integer, or 0 and 1 for a boolean. */
  public long integer(int index) {
    return parser.bits(index);
  }

  /** The text in a field of kind {@link FieldKind#STRING}. */
  public String text(int index) {
    return parser.text(index);
  }

  /** This row as a point, its time in nanoseconds. */
  public Point point() {
    TreeMap<String, String> tags = new TreeMap<>();
    for (int i = 0; i < tags(); i++) {
      tags.put(tag(i), tagValue(i));
    }
    Map<String, FieldValue> fields = new LinkedHashMap<>();
    for (int i = 0; i < fields(); i++) {
      fields.put(field(i), value(i));
    }
    return new Point(
        measurement(),
        tags,
        fields,
        hasTime() ? OptionalLong.of(timeNanos()) : OptionalLong.empty());
  }

  private FieldValue value(int index) {
    return switch (kind(index)) {
      case FLOAT -> new FloatValue(number(index));
      case INTEGER -> new IntegerValue(integer(index));
      case UNSIGNED -> new UnsignedValue(integer(index));
      case BOOLEAN -> new BooleanValue(integer(index) != 0);
      case STRING -> new StringValue(text(index));
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
