package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock file that one thread of one process has at a time, across the processes, containers and
 * machines that share the disk. The operating system releases it when the process dies, so it knows
 * who lives better than any number of a process does. On HDFS the file is held by being open for
 * writing: it is released with its process, or a minute after one that could not tell.
 */
public final class HeldFile implements AutoCloseable {
  /** A lock belongs to the whole JVM, and goes when any channel on its file is closed. */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private static final long POLL_MILLIS = 10;

  private final Path file;
  private final Channel channel;

  private HeldFile(Path file, Channel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Holds a file, which is made with its directory where it is not there.
   *
   * @return empty if someone else holds it
   * @throws WiresmithException {@code STORAGE_UNAVAILABLE} if it cannot be locked at all
   */
  public static Optional<HeldFile> tryHold(Path file) {
    Path real = real(file);
    if (!HELD_HERE.add(real)) {
      return Optional.empty();
    }
    Optional<HeldFile> held = Optional.empty();
    try {
      held = locked(real);
    } catch (IOException e) {
      throw AtomicFiles.failed("lock", file, e);
    } finally {
      if (held.isEmpty()) {
        HELD_HERE.remove(real);
      }
    }
    return held;
  }

  /**
   * Holds a file, as soon as nobody else does.
   *
   * @throws WiresmithException {@code CONFLICT} when patience ends, {@code STORAGE_UNAVAILABLE} if
   *     it cannot be locked at all
   */
  public static HeldFile hold(Path file, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<HeldFile> held = tryHold(file);
      if (held.isPresent()) {
        return held.get();
      }
      if (System.nanoTime() - deadline > 0) {
        throw new WiresmithException(
            ErrorCode.CONFLICT,
            "Another process has held %s for %d s. Wait for it to end, or end it, then try again."
                .formatted(file, patience.toSeconds()));
      }
      pause(file);
    }
  }

  private static void pause(Path file) {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WiresmithException(
          ErrorCode.CONFLICT, "Interrupted while waiting for " + file + ". Try again.", e);
    }
  }

  private static Path real(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    try {
      Path parent = AtomicFiles.directory(whole.resolveSibling("")).toRealPath();
      return parent.resolve(whole.getFileName());
    } catch (IOException e) {
      throw AtomicFiles.failed("lock", file, e);
    }
  }

  private static Optional<HeldFile> locked(Path real) throws IOException {
    if (!Locations.onThisMachine(real)) {
      return openedAlone(real);
    }
    FileChannel channel =
        FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new HeldFile(real, channel));
  }

  private static Optional<HeldFile> openedAlone(Path real) throws IOException {
    try {
      Channel channel =
          Files.newByteChannel(real, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      return Optional.of(new HeldFile(real, channel));
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  /** Whether files can be held where that path lies: an object store knows no owner of a file. */
  public static boolean possibleAt(Path path) {
    return !path.getFileSystem().provider().getScheme().startsWith("s3");
  }

  /** Releases it; the file stays. */
  @Override
  public void close() {
    if (channel.isOpen()) {
      try {
        channel.close();
      } catch (IOException e) {
        throw AtomicFiles.failed("unlock", file, e);
      } finally {
        HELD_HERE.remove(file);
      }
    }
  }
}
