package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.telemetry.Precision;
import io.wiresmith.etl.lineprotocol.LineProtocolSource;
import io.wiresmith.etl.source.TelemetrySource;
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
