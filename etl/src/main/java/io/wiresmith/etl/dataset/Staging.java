package io.wiresmith.etl.dataset;

import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.HeldDirectory;
import io.wiresmith.core.io.Locations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A directory beside the final ones where parts are written before they are committed.
 *
 * @param held the directory, its maker's own
 */
public record Staging(HeldDirectory held) implements AutoCloseable {
  /** Opens a fresh one under a directory, after removing those of dead owners. */
  public static Staging open(Path parent) {
    return new Staging(HeldDirectory.open(parent, ".staging-"));
  }

  /** Where to write. */
  public Path directory() {
    return held.path();
  }

  /** Moves parts to where they belong, under the names that follow from their bytes. */
  public void moveTo(Path target, List<Part> parts) {
    AtomicFiles.directory(target);
    try {
      for (Part part : parts) {
        Path file = target.resolve(part.file().name());
        if (!placed(file, part)) {
          Files.move(
              directory().resolve(part.aside()),
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
    held.close();
  }
}
