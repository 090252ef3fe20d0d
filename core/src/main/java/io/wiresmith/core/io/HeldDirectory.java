package io.wiresmith.core.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A hidden directory of one maker's own, where something is made before it is moved to its place.
 * Its maker holds a lock in it, which machines that share the disk see; what a dead one left is
 * removed by the next that opens one here. In an object store nobody can tell who is dead: there it
 * stays.
 */
public final class HeldDirectory implements AutoCloseable {
  private static final String LOCK = ".lock";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path path;
  private final Optional<HeldFile> held;

  private HeldDirectory(Path path, Optional<HeldFile> held) {
    this.path = path;
    this.held = held;
  }

  /**
   * Opens a fresh one, after removing those of dead makers.
   *
   * @param parent where
   * @param prefix what all their names begin with, such as {@code .staging-}
   */
  public static HeldDirectory open(Path parent, String prefix) {
    AtomicFiles.directory(parent);
    for (Path entry : AtomicFiles.list(parent)) {
      if (String.valueOf(entry.getFileName()).startsWith(prefix)) {
        removeIfAbandoned(entry);
      }
    }
    while (true) {
      Path path = AtomicFiles.directory(parent.resolve(prefix + UUID.randomUUID()));
      if (!HeldFile.possibleAt(path)) {
        return new HeldDirectory(path, Optional.empty());
      }
      HeldFile held = HeldFile.hold(path.resolve(LOCK), PATIENCE);
      if (Files.isRegularFile(path.resolve(LOCK))) {
        return new HeldDirectory(path, Optional.of(held));
      }
      held.close(); // Somebody took it for abandoned before it was held.
    }
  }

  private static void removeIfAbandoned(Path directory) {
    Path lock = directory.resolve(LOCK);
    if (Files.isRegularFile(lock) && HeldFile.possibleAt(lock)) {
      try (HeldFile free = HeldFile.tryHold(lock).orElse(null)) {
        if (free != null) {
          AtomicFiles.deleteTree(directory);
        }
      }
    }
  }

  /** Where to write. */
  public Path path() {
    return path;
  }

  /** Removes the directory and what is left in it. */
  @Override
  public void close() {
    held.ifPresent(HeldFile::close);
    AtomicFiles.deleteTree(path);
  }
}
