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

/** Finds the files of line protocol that some paths name. */
public final class TelemetryFiles {
  private TelemetryFiles() {}

  /**
   * The files, sorted, each once: a file as it is, and of a directory every {@code *.lp} and {@code
   * *.lp.gz} in it and below.
   *
   * @param paths paths or {@code file:} URIs
   * @throws WiresmithException {@code NOT_FOUND} if a path does not exist, {@code INVALID_INPUT} if
   *     a directory holds no telemetry or the scheme is another, {@code UNREADABLE_DATA} if a file
   *     does not begin like telemetry
   */
  public static List<Path> resolve(List<String> paths) {
    TreeSet<Path> files = new TreeSet<>();
    for (String path : paths) {
      files.addAll(expand(local(path)));
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

  private static List<Path> expand(Path path) {
    if (!Files.exists(path)) {
      throw new WiresmithException(
          ErrorCode.NOT_FOUND,
          "The telemetry " + path.toAbsolutePath() + " does not exist. Check the path.");
    }
    Path absolute = path.toAbsolutePath().normalize();
    if (!Files.isDirectory(absolute)) {
      return List.of(absolute);
    }
    List<Path> found = below(absolute);
    if (found.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_INPUT,
          "The directory "
              + absolute
              + " holds no telemetry: no file in it or below ends in .lp or .lp.gz. Name the"
              + " directory or file that does.");
    }
    return found;
  }

  private static List<Path> below(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      return tree.filter(Files::isRegularFile).filter(TelemetryFiles::named).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw AtomicFiles.failed(
          "list", directory, e instanceof IOException io ? io : new IOException(e));
    }
  }

  private static boolean named(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && (name.endsWith(".lp") || name.endsWith(".lp.gz"));
  }

  private static void probe(Path file) {
    try {
      TelemetryFile.open(file).close();
    } catch (IOException e) {
      throw AtomicFiles.failed("read", file, e);
    }
  }
}
