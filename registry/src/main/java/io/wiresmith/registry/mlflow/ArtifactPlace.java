package io.wiresmith.registry.mlflow;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A directory of files that the server passes on, such as {@code 1/models/m-0a1b/artifacts}.
 *
 * @param path below the server's root of artifacts
 */
record ArtifactPlace(String path) {
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_.-]+)*");
  private static final String SCHEME = "mlflow-artifacts";

  /** Checks the path, which a server has told. */
  ArtifactPlace {
    if (!PATH.matcher(path).matches() || path.contains("..")) {
      throw new WiresmithException(
          ErrorCode.DIGEST_MISMATCH,
          "'"
              + path
              + "' is no place of artifacts. Someone changed it, or it is of another server.");
    }
  }

  /**
   * Reads {@code mlflow-artifacts:/<path>}.
   *
   * @throws WiresmithException {@code USAGE} if the server does not pass its artifacts on
   */
  static ArtifactPlace of(String uri, MlflowServer server) {
    URI place;
    try {
      place = URI.create(uri);
    } catch (IllegalArgumentException e) {
      throw unusable(uri, server);
    }
    if (!SCHEME.equals(place.getScheme()) || place.getPath() == null) {
      throw unusable(uri, server);
    }
    return new ArtifactPlace(place.getPath().replaceFirst("^/+", ""));
  }

  private static WiresmithException unusable(String uri, MlflowServer server) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "%s keeps its artifacts at %s and does not pass them on. Start it with --serve-artifacts and --artifacts-destination, and use a new experiment."
            .formatted(server, uri.isEmpty() ? "no place that it names" : uri));
  }
}
