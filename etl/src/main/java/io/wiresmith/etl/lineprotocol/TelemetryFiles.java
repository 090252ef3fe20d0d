package io.wiresmith.etl.lineprotocol;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.telemetry.TelemetryFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the files of telemetry that some paths name. */
public final class TelemetryFiles {
  /** What the names of files of line protocol end in, before {@code .gz}. */
  public static final String ENDING = ".lp";

  private TelemetryFiles() {}

  /** The files of line protocol, {@code *.lp} and {@code *.lp.gz}, see the other method. */
  public static List<Path> resolve(List<String> paths) {
    return resolve(paths, ENDING);
  }

  /**
   * The files, sorted, each once: a file as it is, and of a directory every file in it and below
   * whose name has that ending, with {@code .gz} behind it or not.
   *
   * @param paths paths or {@code file:} URIs
   * @param ending such as {@code .lp}
   * @throws WiresmithException {@code NOT_FOUND} if a path does not exist, {@code INVALID_INPUT} if
   *     a directory holds no telemetry or the scheme is another, {@code UNREADABLE_DATA} if a file
   *     does not begin like telemetry
   */
  public static List<Path> resolve(List<String> paths, String ending) {
    TreeSet<Path> files = new TreeSet<>();
    for (String path : paths) {
      files.addAll(expand(local(path), ending));
    }
    if (files.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT, "No telemetry is named. Give a file or a directory.");
    }
    files.forEach(TelemetryFiles::probe);
    return List.copyOf(files);
  }

  private static Path local(String path) {
    if (path.startsWith("file:")) {
      return Path.of(URI.create(path));
    }
    if (path.contains("://")) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The telemetry " + path + " is no local path. Give a path or a file: URI.");
    }
    return Path.of(path);
  }

  private static List<Path> expand(Path path, String ending) {
    if (!Files.exists(path)) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          "The telemetry " + path.toAbsolutePath() + " does not exist. Check the path.");
    }
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      return List.of(absolute);
    }
    List<Path> found = below(absolute, ending);
    if (found.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The directory "
              + absolute
              + " holds no telemetry: no file in it or below ends in %1$s or %1$s.gz. Name the"
                  .formatted(ending)
              + " directory or file that does.");
    }
    return found;
  }

  private static List<Path> below(Path directory, String ending) {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile).filter(file -> named(file, ending)).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw AtomicFiles.failed(
          "list", directory, e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** Whether a file has that ending, with {@code .gz} behind it or not, and is not hidden. */
  public static boolean named(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && (name.endsWith(ending) || name.endsWith(ending + ".gz"));
  }

  private static void probe(Path file) {
    try {
      TelemetryFile.open(file).close();
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
  }
}
