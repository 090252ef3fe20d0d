package io.wiresmith.core.telemetry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A window on a stream of bytes that begins at the current line. Not thread-safe. */
final class LineBuffer {
  /** The longest line, in bytes. */
  static final int LONGEST_LINE = 1 << 20;

  /** The longest quoted text, in bytes: InfluxDB's own limit. */
  static final int LONGEST_TEXT = 1 << 16;

  private final InputStream in;
  private byte[] bytes = new byte[1 << 16];
  private int start;
  private int limit;
  private long offset;
  private boolean ended;

  LineBuffer(InputStream in) {
    this.in = in;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Index of the current line's first byte; valid until the next call that reads. */
  int start() {
    return start;
  }

  /** Position of the current line in the stream. */
  long offset() {
    return offset;
  }

  /** Bytes at hand from the start of the current line. */
  int available() {
    return limit - start;
  }

  /** Whether there is at least one more byte. */
  boolean more() throws IOException {
    return limit > start || read();
  }

  /**
   * Distance from the start of the line to the first line feed at or after {@code from}, or to the
   * end of the stream; -1 if that is farther than the longest line.
   */
  int lineFeed(int from) throws IOException {
    int i = from;
    do {
      byte[] b = bytes;
      int base = start;
      int n = limit - base;
      for (; i < n; i++) {
        if (b[base + i] == '\n') {
          return i;
        }
      }
      if (i > LONGEST_LINE) {
        return -1;
      }
    } while (read());
    return i;
  }

  /** The byte at that distance, or -1 behind the end of the stream. */
  int at(int distance) throws IOException {
    while (start + distance >= limit) {
      if (distance > LONGEST_LINE || !read()) {
        return -1;
      }
    }
    return bytes[start + distance] & 0xff;
  }

  /** Begins the next line that many bytes further on. */
  void advance(int length) {
    int step = Math.min(length, limit - start);
    start += step;
    offset += step;
  }

  /** Skips the rest of an endless line; returns how many bytes it had. */
  long skipLine() throws IOException {
    long skipped = 0;
    do {
      for (int i = start; i < limit; i++) {
        if (bytes[i] == '\n') {
          skipped += i - start;
          advance(i - start + 1);
          return skipped;
        }
      }
      skipped += available();
      advance(available());
    } while (read());
    return skipped;
  }

  /** The first bytes of the line as text. */
  String text(int length) {
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  /** Whether the first bytes of the line are UTF-8. */
  boolean isText(int length) {
    int all = 0;
    for (int i = start; i < start + length; i++) {
      all |= bytes[i];
    }
    if (all >= 0) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private boolean read() throws IOException {
    if (ended) {
      return false;
    }
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, limit - start);
      limit -= start;
      start = 0;
    }
    if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int n = in.read(bytes, limit, bytes.length - limit);
    ended = n < 0;
    limit += Math.max(n, 0);
    return !ended;
  }
}
