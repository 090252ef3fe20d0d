package io.wiresmith.registry.location;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Secrets;
import io.wiresmith.core.run.RunTracker;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.directory.DirectoryRegistry;
import io.wiresmith.registry.mlflow.MlflowRegistry;
import io.wiresmith.registry.mlflow.MlflowRunTracker;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Opens a registry by what a user writes behind {@code --registry}. */
public final class Registries {
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+):.*");

  private Registries() {}

  /**
   * Opens a directory, by path or {@code file:} URI, or an MLflow server, by its address and with
   * the credentials in the environment. Neither need be there yet.
   *
   * @throws WiresmithException {@code USAGE} if it is anything else
   */
  public static ModelRegistry open(String location) {
    return open(location, line -> {});
  }

  /** The same; {@code progress} is told how a long upload goes. */
  public static ModelRegistry open(String location, Consumer<String> progress) {
    return opened(location, server -> MlflowRegistry.of(server, System.getenv(), progress));
  }

  /**
   * The same for whoever asks again and again: a server's call is tried once.
   *
   * @param deadline for one answer of a server, a file included
   * @throws WiresmithException {@code USAGE}, likewise
   */
  public static ModelRegistry openToPoll(String location, Duration deadline) {
    return opened(location, server -> MlflowRegistry.polled(server, System.getenv(), deadline));
  }

  private static ModelRegistry opened(String location, Function<String, ModelRegistry> server) {
    var scheme = SCHEME.matcher(location);
    try {
      if (!scheme.matches()) {
        if (location.isBlank()) {
          throw unusable(location, "is empty");
        }
        if (location.matches("[A-Za-z0-9.-]+:[0-9]{1,5}(/.*)?")
            && !Files.isDirectory(Path.of(location))) {
          throw unusable(location, "is no directory; for a server write http://" + location);
        }
        return new DirectoryRegistry(Path.of(location));
      }
      return switch (scheme.group(1).toLowerCase(java.util.Locale.ROOT)) {
        case "file" -> new DirectoryRegistry(Path.of(URI.create(location)));
        case "http", "https" -> server.apply(location);
        default -> throw unusable(location, "has a scheme that is not supported");
      };
    } catch (IllegalArgumentException e) { // Of the path or of the URI.
      throw unusable(location, "cannot be read: " + e.getMessage());
    }
  }

  /**
   * Shows a run where its registry has a place for it: on an MLflow server.
   *
   * @param file keeps what the run is called there, so that one that goes on is the same
   * @param progress is told once that the server is down
   */
  public static RunTracker tracker(String location, Path file, Consumer<String> progress) {
    return isServer(location)
        ? MlflowRunTracker.start(location, System.getenv(), file, progress)
        : RunTracker.none();
  }

  /** Whether a registry is a server, and no directory. */
  public static boolean isServer(String location) {
    return location.matches("(?i)https?://.*");
  }

  private static WiresmithException unusable(String location, String why) {
    return new WiresmithException(
        ErrorCode.USAGE,
        "The registry '%s' %s. What works: a directory, as ./registry or file:///srv/registry, or an MLflow server, as http://127.0.0.1:5000."
            .formatted(Secrets.masked(location), why));
  }
}
