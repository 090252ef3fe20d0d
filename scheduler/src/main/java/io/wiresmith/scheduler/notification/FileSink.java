package io.wiresmith.scheduler.notification;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.scheduler.ledger.LedgerEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends each event to a file, one line of JSON, and forces it to the disk. A line that a death
 * cut off is closed first, so that the next is a line of its own.
 *
 * @param file made with its directory where it is not there
 */
public record FileSink(Path file) implements EventSink {
  /** Its name. */
  public static final String NAME = "file";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String place() {
    return file.toString();
  }

  @Override
  public void tell(LedgerEvent event) {
    Path whole = file.toAbsolutePath();
    AtomicFiles.directory(whole.resolveSibling(""));
    try (FileChannel channel =
            FileChannel.open(
                whole,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      append(channel, event, lock.isValid());
    } catch (IOException e) {
      throw AtomicFiles.failed("append an event to", file, e);
    }
  }

  private static void append(FileChannel channel, LedgerEvent event, boolean locked)
      throws IOException {
    if (!locked) {
      throw new IOException("the lock was lost");
    }
    long end = channel.size();
    String line = (endsALine(channel, end) ? "" : "\n") + event.body() + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    for (long at = end; bytes.hasRemaining(); ) {
      at += channel.write(bytes, at);
    }
    channel.force(true);
  }

  private static boolean endsALine(FileChannel channel, long end) throws IOException {
    if (end == 0) {
      return true;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, end - 1) == 1 && last.get(0) == '\n';
  }
}
