package io.wiresmith.serving.cache;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs while no other server writes at a place. The operating system releases the lock when a
 * process dies.
 */
record PlaceLock(Path home) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(10);

  void holding(Runnable work) {
    Path file = home.resolve(".lock");
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!held(channel)) {
        if (System.nanoTime() - deadline > 0) {
          throw new WiresmithException(
              ErrorCode.CONFLICT,
              "Another server has held %s for %d s. Nothing was written; the next version is tried again."
                  .formatted(file, PATIENCE.toSeconds()));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      work.run(); // Closing the channel releases the lock.
    } catch (IOException e) {
      throw AtomicFiles.failed("lock", file, e);
    }
  }

  private static boolean held(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) { // By another thread of this process.
      return false;
    }
  }
}
