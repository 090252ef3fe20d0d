package io.wiresmith.etl.dataset;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldFile;
import io.wiresmith.core.io.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A directory beside the final ones where parts are written before they are committed. Its owner
 * holds a lock; what a dead owner left is removed by the next one that opens a staging here. In an
 * object store nobody can tell who is dead: there it stays.
 */
public final class Staging implements AutoCloseable {
  private static final String PREFIX = ".staging-";
  private static final String LOCK = ".lock";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path directory;
  private final Optional<HeldFile> lock;

  private Staging(Path directory, Optional<HeldFile> lock) {
    this.directory = directory;
    this.lock = lock;
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
    return new Staging(
        directory,
        HeldFile.possibleAt(directory)
            ? Optional.of(HeldFile.hold(directory.resolve(LOCK), PATIENCE))
            : Optional.empty());
  }

  private static boolean abandoned(Path directory) {
    Path file = directory.resolve(LOCK);
    if (!Files.isRegularFile(file) || !HeldFile.possibleAt(file)) {
      return false;
    }
    Optional<HeldFile> held = HeldFile.tryHold(file);
    held.ifPresent(HeldFile::close);
    return held.isPresent();
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
        Path file = target.resolve(part.file().name());
        if (!placed(file, part)) {
          Files.move(
              directory.resolve(part.aside()),
              file,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      AtomicFiles.syncDirectory(target);
    } catch (IOException e) {
      throw AtomicFiles.failed("move parts to", target, e);
    }
  }

  /**
   * Whether another writer of these bytes was first. Here a file may be replaced while it is read;
   * on a server its readers would lose its blocks.
   */
  private static boolean placed(Path file, Part part) throws IOException {
    return !Locations.onThisMachine(file)
        && Files.isRegularFile(file)
        && Files.size(file) == part.file().bytes();
  }

  /** Removes the directory and what is left in it. */
  @Override
  public void close() {
    lock.ifPresent(HeldFile::close);
    AtomicFiles.deleteTree(directory);
  }
}
