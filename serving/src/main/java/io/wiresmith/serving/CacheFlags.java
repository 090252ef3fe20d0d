package io.wiresmith.serving;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.serving.cache.DiskCache;
import io.wiresmith.serving.model.LastGood;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the last good version is kept. */
final class CacheFlags {
  static final String VARIABLE = "WIRESMITH_SERVE_CACHE";

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Keeps the last good version for the time when the registry is down; without it the"
              + " environment's "
              + VARIABLE
              + ", else wiresmith/serve in the user's cache directory.")
  private @Nullable Path directory;

  @Option(names = "--no-cache", description = "Keeps nothing on disk, and reads nothing there.")
  private boolean none;

  LastGood open(String registry) {
    if (none && directory != null) {
      throw new WiresmithException(
          ErrorCode.USAGE, "--cache and --no-cache contradict each other; give one of them.");
    }
    if (none) {
      return LastGood.NONE;
    }
    Path root = directory == null ? usual(System.getenv()) : directory;
    return new DiskCache(root, registry, InstantSource.system());
  }

  /** By the environment, as other programs find their caches. */
  static Path usual(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty()
            ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache")
            : Path.of(cache);
    return base.resolve("wiresmith").resolve("serve");
  }
}
