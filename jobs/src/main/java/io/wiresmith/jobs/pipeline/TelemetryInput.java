package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Secrets;
import io.wiresmith.core.telemetry.influx.InfluxLocation;
import io.wiresmith.etl.fields.CaptureSource;
import io.wiresmith.etl.lineprotocol.TelemetryFiles;
import io.wiresmith.etl.source.TelemetrySource;
import io.wiresmith.jobs.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The telemetry that a run was pointed at. */
public sealed interface TelemetryInput permits FileInput, CaptureInput, DatabaseInput {
  /**
   * Finds what is behind {@code --telemetry}: a database, captures, or files of line protocol.
   *
   * @throws WiresmithException {@code USAGE} if there is nothing, with what was looked for, or if a
   *     directory holds both captures and line protocol
   */
  static TelemetryInput of(String uri) {
    if (InfluxLocation.matches(uri)) {
      return new DatabaseInput(InfluxLocation.parse(uri));
    }
    Path path = path(uri);
    if (!Files.exists(path)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--telemetry "
              + Secrets.masked(uri)
              + " does not exist. Name a file (*.lp, *.lp.gz; captures *.jsonl, *.jsonl.gz), a"
              + " directory, or a database (influxdb+http://host:port/<database>).");
    }
    List<String> files = List.of(path.toString());
    return captures(path)
        ? new CaptureInput(new CaptureSource(files).files())
        : new FileInput(TelemetryFiles.resolve(files));
  }

  private static Path path(String uri) {
    try {
      return uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
    } catch (IllegalArgumentException e) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--telemetry %s is no file: %s. Write file:///path with %%20 for a space, or the path alone."
              .formatted(Secrets.masked(uri), Secrets.masked(String.valueOf(e.getMessage()))),
          e);
    }
  }

  private static boolean captures(Path path) {
    boolean captures = holds(path, CaptureSource.ENDING);
    if (captures && holds(path, TelemetryFiles.ENDING)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--telemetry %s holds files of line protocol (*%s) and captures (*%s). Name a directory or file of one kind."
              .formatted(path, TelemetryFiles.ENDING, CaptureSource.ENDING));
    }
    return captures;
  }

  /** Whether a file, or any below a directory, has that ending. */
  private static boolean holds(Path path, String ending) {
    try (Stream<Path> tree = Files.walk(path)) {
      return tree.filter(Files::isRegularFile).anyMatch(file -> TelemetryFiles.named(file, ending));
    } catch (IOException | UncheckedIOException e) {
      throw AtomicFiles.failed("list", path, e instanceof IOException io ? io : new IOException(e));
    }
  }

  /** What tells this telemetry from other: part of the identity of the work done on it. */
  List<String> digests();

  /** When a window that ends then is complete: no more of its points are waited for. */
  default Instant completeAt(Settings settings, Instant until) {
    return until;
  }

  /**
   * Where to read.
   *
   * @throws WiresmithException if the window may still receive points, or the server is down
   */
  TelemetrySource source(Job job, RunRequest request);
}
