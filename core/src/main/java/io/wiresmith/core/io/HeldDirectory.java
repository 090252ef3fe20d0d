package io.wiresmith.core.io;

import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        quietly(() -> removeIfAbandoned(entry));
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
      quietly(held::close); // Somebody took it for abandoned before it was held.
    }
  }

  private static void removeIfAbandoned(Path directory) {
    Path lock = directory.resolve(LOCK);
    if (Files.isRegularFile(lock) && HeldFile.possibleAt(lock)) {
      HeldFile.tryHold(lock).ifPresent(free -> remove(directory, Optional.of(free)));
    }
  }

  /**
   * Its lock goes while it is held, and the directory only if it is empty: a maker who was about to
   * hold it makes both again.
   */
  private static void remove(Path directory, Optional<HeldFile> held) {
    quietly(() -> empty(directory));
    quietly(() -> held.ifPresent(HeldFile::close));
    quietly(() -> Files.deleteIfExists(directory));
  }

  private static void empty(Path directory) throws IOException {
    for (Path entry : AtomicFiles.list(directory)) {
      if (!entry.getFileName().toString().equals(LOCK)) {
        AtomicFiles.deleteTree(entry);
      }
    }
    Files.deleteIfExists(directory.resolve(LOCK));
  }

  private interface Removal {
    void run() throws IOException;
  }

  /** What cannot be removed now disturbs nobody, and the next maker tries again. */
  private static void quietly(Removal removal) {
    try {
      removal.run();
    } catch (IOException | UncheckedIOException | WiresmithException e) {
      return;
    }
  }

  /** Where to write. */
  public Path path() {
    return path;
  }

  /** Removes the directory and what is left in it. */
  @Override
  public void close() {
    remove(path, held);
  }
}
