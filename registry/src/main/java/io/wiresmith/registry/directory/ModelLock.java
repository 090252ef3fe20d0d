package io.wiresmith.registry.directory;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One writer of a model at a time, across threads, processes and machines that share the disk. The
 * operating system releases it when the process dies.
 */
record ModelLock(Path home, Duration patience) {
  // A file lock belongs to the whole JVM, so its threads need one of their own.
  private static final ConcurrentMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
  private static final long POLL_MILLIS = 10;

  <T> T holding(Supplier<T> work) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      AtomicFiles.directory(home);
      ReentrantLock threads =
          THREADS.computeIfAbsent(home.toRealPath(), path -> new ReentrantLock());
      if (!threads.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
      try {
        return holdingFile(work, deadline);
      } finally {
        threads.unlock();
      }
    } catch (IOException e) {
      throw AtomicFiles.failed("lock", file(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WiresmithException(
          ErrorCode.CONFLICT, "Interrupted while waiting for " + file() + ". Try again.", e);
    }
  }

  private Path file() {
    return home.resolve(".lock");
  }

  private <T> T holdingFile(Supplier<T> work, long deadline)
      throws IOException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      while (lock == null) {
        if (System.nanoTime() > deadline) {
          throw busy();
        }
        Thread.sleep(POLL_MILLIS);
        lock = channel.tryLock();
      }
      return work.get(); // Closing the channel releases the lock.
    }
  }

  private WiresmithException busy() {
    return new WiresmithException(
        ErrorCode.CONFLICT,
        "Another process has held "
            + file()
            + " for "
            + patience.toSeconds()
            + " s. Wait for it to end, or end it, then try again.");
  }
}
