package io.wiresmith.core.io;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files that others see whole or not at all: written aside, synced, then renamed. A shared file
 * system ({@link Locations}) forces a file to its disks when it is closed.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /** Replaces a file in one step; a reader sees the old bytes or the new ones. */
  public static void write(Path file, byte[] bytes) {
    Path aside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      Files.createDirectories(parent(file));
      writeSynced(aside, bytes);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory(parent(file));
    } catch (IOException e) {
      deleteQuietly(aside);
      throw failed("write", file, e);
    }
  }

  /** Replaces a file by a text in UTF-8. */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a new file and forces it to the disk; not atomic by itself. */
  public static void writeSynced(Path file, byte[] bytes) throws IOException {
    if (!Locations.onThisMachine(file)) {
      Files.write(file, bytes);
      return;
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Forces a file that something else has written to the disk. */
  public static void sync(Path file) throws IOException {
    force(file, StandardOpenOption.WRITE);
  }

  /** Forces the entries of a directory to the disk. */
  public static void syncDirectory(Path directory) throws IOException {
    force(directory, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    if (Locations.onThisMachine(path)) {
      try (FileChannel channel = FileChannel.open(path, option)) {
        channel.force(true);
      }
    }
  }

  /** Reads a small file whole. */
  public static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /** The entries of a directory, sorted by name; none where it does not exist. */
  public static List<Path> list(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw failed("list", directory, e);
    }
  }

  /** Makes a directory and its parents. */
  public static Path directory(Path directory) {
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw failed("make the directory", directory, e);
    }
  }

  /** Removes a tree, if it is there. */
  public static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw failed("remove", root, e);
    }
  }

  /** The error for a failed access to a path. */
  public static WiresmithException failed(String action, Path path, IOException cause) {
    return new WiresmithException(
        ErrorCode.STORAGE_UNAVAILABLE,
        "Cannot "
            + action
            + " "
            + path
            + ": "
            + cause.getClass().getSimpleName()
            + ": "
            + cause.getMessage()
            + ". Check that the place exists, is writable and has space.",
        cause);
  }

  private static Path parent(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new WiresmithException(ErrorCode.USAGE, file + " is no file: it has no parent.");
    }
    return parent;
  }

  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The first error is the one to tell.
    }
  }
}
