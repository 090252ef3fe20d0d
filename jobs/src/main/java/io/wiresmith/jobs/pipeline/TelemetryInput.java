package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.etl.lineprotocol.TelemetryFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The telemetry that a run was pointed at.
 *
 * @param files the line-protocol files, sorted by path
 */
public record TelemetryInput(List<Path> files) {
  /** Copies the files. */
  public TelemetryInput {
    files = List.copyOf(files);
  }

  /**
   * Finds the files behind {@code --telemetry}.
   *
   * @throws WiresmithException {@code USAGE} if there are none, with what was looked for
   */
  public static TelemetryInput of(String uri) {
    if (uri.startsWith("influxdb+")) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--telemetry "
              + uri
              + ": this release reads line-protocol files and directories only."
              + " Export the bucket to *.lp.gz and name that.");
    }
    Path path = Path.of(uri.startsWith("file:") ? java.net.URI.create(uri).getPath() : uri);
    if (Files.isRegularFile(path)) {
      return new TelemetryInput(List.of(path));
    }
    if (!Files.isDirectory(path)) {
      throw new WiresmithException(
          ErrorCode.USAGE,
          "--telemetry " + uri + " does not exist. Name a file (*.lp, *.lp.gz) or a directory.");
    }
    return new TelemetryInput(TelemetryFiles.resolve(List.of(path.toString())));
  }

  /** The digests of the files' bytes; what they are called and where they lie does not matter. */
  public List<String> digests() {
    return files.stream().map(Sha256::of).sorted().toList();
  }
}
