package io.wiresmith.etl.synthetic;

import io.wiresmith.core.io.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Files {@code <prefix>-<number>.lp.gz} of generated points: aside first, under their names when
 * all are complete. Files of that pattern that an earlier generation left are then removed. One
 * generation at a time in a directory.
 *
 * @param directory where they are put; made
 * @param prefix of their names
 * @param perFile most points in one
 */
public record GeneratedFiles(Path directory, String prefix, int perFile) {
  /** Writes the line of a point, with its line feed. */
  @FunctionalInterface
  public interface Lines {
    /** Appends the line of the point of that number, from 0; asked for each once, in order. */
    void append(int number, StringBuilder line);
  }

  /**
   * Writes.
   *
   * @return the files, in order
   * @throws io.wiresmith.core.WiresmithException {@code STORAGE_UNAVAILABLE} if they cannot be
   *     written
   */
  public List<Path> write(int points, Lines lines) {
    AtomicFiles.directory(directory);
    Path aside = directory.resolve("." + prefix + ".tmp");
    AtomicFiles.deleteTree(aside);
    AtomicFiles.directory(aside);
    try {
      List<Path> files = move(generate(aside, points, lines));
      removeOthers(files);
      return files;
    } finally {
      AtomicFiles.deleteTree(aside);
    }
  }

  private List<Path> generate(Path aside, int points, Lines lines) {
    List<Path> files = new ArrayList<>();
    for (int from = 0; from < points; from += perFile) {
      Path file = aside.resolve(String.format(Locale.ROOT, "%03d.tmp", files.size()));
      int to = (int) Math.min(points, (long) from + perFile);
      StringBuilder line = new StringBuilder(640);
      try (OutputStream out = open(file)) {
        for (int i = from; i < to; i++) {
          line.setLength(0);
          lines.append(i, line);
          out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw AtomicFiles.failed("write", file, e);
      }
      files.add(file);
    }
    return files;
  }

  private List<Path> move(List<Path> from) {
    List<Path> files = new ArrayList<>();
    for (Path complete : from) {
      String name = String.format(Locale.ROOT, "%s-%03d.lp.gz", prefix, files.size());
      Path file = directory.resolve(name);
      try {
        AtomicFiles.sync(complete);
        Files.move(
            complete, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw AtomicFiles.failed("write", file, e);
      }
      files.add(file);
    }
    return files;
  }

  private void removeOthers(List<Path> mine) {
    for (Path entry : AtomicFiles.list(directory)) {
      String name = String.valueOf(entry.getFileName());
      if (name.matches(prefix + "-\\d{3,}\\.lp\\.gz") && !mine.contains(entry)) {
        AtomicFiles.deleteTree(entry);
      }
    }
  }

  private static OutputStream open(Path file) throws IOException {
    return new BufferedOutputStream(
        new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16);
  }
}
