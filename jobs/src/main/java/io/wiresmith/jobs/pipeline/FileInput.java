package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.lineprotocol.TelemetryFiles;
import io.wiresmith.etl.source.TelemetrySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Telemetry in line-protocol files.
 *
 * @param files the files, sorted by path
 */
record FileInput(List<Path> files) implements TelemetryInput {
  /** Copies the files. */
  FileInput {
    files = List.copyOf(files);
  }

  static FileInput of(String uri) {
    Path path = Path.of(uri.startsWith("file:") ? java.net.URI.create(uri).getPath() : uri);
    if (Files.isRegularFile(path)) {
      return new FileInput(List.of(path));
    }
    if (!Files.isDirectory(path)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--telemetry "
              + uri
              + " does not exist. Name a file (*.lp, *.lp.gz), a directory, or a database"
              + " (influxdb+http://host:port/<database>).");
    }
    return new FileInput(TelemetryFiles.resolve(List.of(path.toString())));
  }

  /** The digests of the files' bytes; what they are called and where they lie does not matter. */
  @Override
  public List<String> digests() {
    return files.stream().map(Sha256::of).sorted().toList();
  }

  @Override
  public TelemetrySource source(Job job, RunRequest request) {
    return new LineProtocolSource(files.stream().map(Path::toString).toList(), Precision.NS);
  }
}
