package io.wiresmith.jobs.pipeline;

import io.wiresmith.core.io.Sha256;
import io.wiresmith.etl.fields.CaptureSource;
import io.wiresmith.etl.source.TelemetrySource;
import java.nio.file.Path;
import java.util.List;

/**
 * Labelled messages in captures of JSON lines. The name of a file is the capture of lines that name
 * none, so that names are part of the identity; where the files lie is not.
 *
 * @param files the files, sorted by path
 */
record CaptureInput(List<Path> files) implements TelemetryInput {
  /** Copies the files. */
  CaptureInput {
    files = List.copyOf(files);
  }

  @Override
  public List<String> digests() {
    return files.stream()
        .map(file -> Sha256.of(file.getFileName() + " " + Sha256.of(file)))
        .sorted()
        .toList();
  }

  @Override
  public TelemetrySource source(Job job, RunRequest request) {
    return new CaptureSource(files.stream().map(Path::toString).toList());
  }
}
