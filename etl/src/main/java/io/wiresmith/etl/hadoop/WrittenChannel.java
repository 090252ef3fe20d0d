package io.wiresmith.etl.hadoop;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file that is written from its beginning to its end. Not thread-safe. */
final class WrittenChannel implements SeekableByteChannel {
  private final OutputStream out;
  private long written;
  private boolean open = true;

  WrittenChannel(OutputStream out) {
    this.out = out;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    out.write(bytes);
    written += bytes.length;
    return bytes.length;
  }

  @Override
  public long position() {
    return written;
  }

  @Override
  public SeekableByteChannel position(long at) {
    throw new UnsupportedOperationException("Files of Hadoop are written in one go");
  }

  @Override
  public long size() {
    return written;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException("Files of Hadoop are written in one go");
  }

  @Override
  public int read(ByteBuffer into) {
    throw new NonReadableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      out.close();
    }
  }
}
