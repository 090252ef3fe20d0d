package io.wiresmith.core.telemetry.influx;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body whose length was announced: ending before it is an error. */
final class WholeBody extends FilterInputStream {
  private final long length;
  private long read;

  WholeBody(InputStream in, long length) {
    super(in);
    this.length = length;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    count(value < 0 ? -1 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int most) throws IOException {
    int got = super.read(bytes, offset, most);
    count(got);
    return got;
  }

  private void count(int got) throws IOException {
    if (got >= 0) {
      read += got;
    } else if (read < length) {
      throw new EOFException("The answer ended after " + read + " of " + length + " bytes");
    }
  }
}
