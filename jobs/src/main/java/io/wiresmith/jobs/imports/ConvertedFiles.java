package io.wiresmith.jobs.imports;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * Files of JSON lines into files of line protocol, {@code x.jsonl.gz} into {@code x.lp.gz}, each
 * written aside and renamed.
 *
 * @param directory where they come to lie
 */
record ConvertedFiles(Path directory) {
  /** Writes one file's lines. */
  interface Conversion {
    /**
     * Converts a file.
     *
     * @return points that were written
     */
    long write(Path source, Writer out) throws IOException;
  }

  /**
   * Converts.
   *
   * @return the files that were written; none for a source of which nothing is left to write, since
   *     no source of telemetry may be empty
   * @throws WiresmithException {@code USAGE} if two sources would become one file, {@code
   *     UNREADABLE_DATA} for a damaged one
   */
  List<Path> of(List<Path> sources, Conversion conversion) {
    checkNames(sources);
    AtomicFiles.directory(directory);
    List<Path> files = new ArrayList<>();
    for (Path source : sources) {
      convert(source, conversion).ifPresent(files::add);
    }
    return files;
  }

  /** Each file has a target of its own: none may replace another's. */
  private static void checkNames(List<Path> sources) {
    Map<String, Path> targets = new TreeMap<>();
    for (Path source : sources) {
      Path other = targets.putIfAbsent(target(source), source);
      if (other != null) {
        throw new WiresmithException(
            ErrorCode.USAGE,
            "%s and %s would both become %s. Rename one of them, or import them apart."
                .formatted(other, source, target(source)));
      }
    }
  }

  private static String target(Path source) {
    return String.valueOf(source.getFileName()).replaceFirst("\\.jsonl(\\.gz)?$", "") + ".lp.gz";
  }

  private Optional<Path> convert(Path source, Conversion conversion) {
    Path aside = directory.resolve("." + target(source) + ".tmp");
    try {
      long points = written(source, aside, conversion);
      if (points == 0) {
        Files.delete(aside);
        return Optional.empty();
      }
      AtomicFiles.sync(aside);
      return Optional.of(
          Files.move(
              aside,
              directory.resolve(target(source)),
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING));
    } catch (IOException e) {
      throw AtomicFiles.failed("write", directory.resolve(target(source)), e);
    }
  }

  private static long written(Path source, Path aside, Conversion conversion) {
    try (Writer out = writer(aside)) {
      return conversion.write(source, out);
    } catch (EOFException | ZipException e) {
      AtomicFiles.deleteTree(aside);
      throw new WiresmithException(
          ErrorCode.UNREADABLE_DATA,
          "%s is no whole gzip file: %s. Fetch it again; nothing of it was written."
              .formatted(source, e.getMessage() == null ? "it ends too early" : e.getMessage()),
          e);
    } catch (IOException e) {
      AtomicFiles.deleteTree(aside);
      throw AtomicFiles.failed("convert", source, e);
    } catch (WiresmithException e) {
      AtomicFiles.deleteTree(aside);
      throw e;
    }
  }

  private static Writer writer(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), StandardCharsets.UTF_8),
        1 << 16);
  }
}
