package io.wiresmith.jobs.command;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where made telemetry goes: an exclusive group of options, one of which is required. */
final class MadePlace {
  @Option(names = "--out", paramLabel = "DIR", description = "A directory to write files into.")
  private @Nullable Path out;

  @Option(
      names = "--to",
      paramLabel = "URI",
      description = "A database to write to, as of import lp.")
  private @Nullable String to;

  /**
   * The directory, if it is one.
   *
   * @throws WiresmithException {@code USAGE} if a file is there
   */
  Optional<Path> out() {
    if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--out is %s, a file; name a directory.".formatted(out));
    }
    return Optional.ofNullable(out);
  }

  /** The database, if it is one. */
  Optional<String> to() {
    return Optional.ofNullable(to);
  }
}
