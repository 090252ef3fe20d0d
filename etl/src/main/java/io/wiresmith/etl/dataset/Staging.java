package io.wiresmith.etl.dataset;

import io.wiresmith.core.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A directory beside the final ones where parts are written before they are committed. Its owner
 * holds a lock; what a dead owner left is removed by the next one that opens a staging here.
 */
public final class Staging implements AutoCloseable {
  private static final String PREFIX = ".staging-";
  private static final String LOCK = ".lock";

  private final Path directory;
  private final FileChannel channel;

  private Staging(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Opens a fresh one under a directory, after removing those of dead owners. */
  public static Staging open(Path parent) {
    AtomicFiles.directory(parent);
    for (Path entry : AtomicFiles.list(parent)) {
      if (String.valueOf(entry.getFileName()).startsWith(PREFIX) && abandoned(entry)) {
        AtomicFiles.deleteTree(entry);
      }
    }
    Path directory = AtomicFiles.directory(parent.resolve(PREFIX + UUID.randomUUID()));
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      return new Staging(directory, channel);
    } catch (IOException e) {
      throw AtomicFiles.failed("lock", directory, e);
    }
  }

  private static boolean abandoned(Path directory) {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException | IOException e) {
      return false;
    }
  }

  /** Where to write. */
  public Path directory() {
    return directory;
  }

  /** Moves parts to where they belong, under the names that follow from their bytes. */
  public void moveTo(Path target, List<Part> parts) {
    AtomicFiles.directory(target);
    try {
      for (Part part : parts) {
        Files.move(
            directory.resolve(part.aside()),
            target.resolve(part.file().name()),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      AtomicFiles.syncDirectory(target);
    } catch (IOException e) {
      throw AtomicFiles.failed("move parts to", target, e);
    }
  }

  /** Removes the directory and what is left in it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw AtomicFiles.failed("unlock", directory, e);
    }
    AtomicFiles.deleteTree(directory);
  }
}
