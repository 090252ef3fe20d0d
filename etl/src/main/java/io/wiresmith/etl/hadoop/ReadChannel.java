package io.wiresmith.etl.hadoop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;

/** A file that is read. Not thread-safe. */
final class ReadChannel implements SeekableByteChannel {
  private static final int CHUNK = 1 << 16;

  private final FSDataInputStream in;
  private final long bytes;
  private boolean open = true;

  ReadChannel(FSDataInputStream in, long bytes) {
    this.in = in;
    this.bytes = bytes;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    byte[] chunk = new byte[Math.min(into.remaining(), CHUNK)];
    int read = in.read(chunk, 0, chunk.length);
    if (read > 0) {
      into.put(chunk, 0, read);
    }
    return read;
  }

  @Override
  public long position() throws IOException {
    return in.getPos();
  }

  @Override
  public SeekableByteChannel position(long at) throws IOException {
    in.seek(at);
    return this;
  }

  @Override
  public long size() {
    return bytes;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    in.close();
  }
}
