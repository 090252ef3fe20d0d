package io.wiresmith.serving;

import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.location.Registries;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where models come from. */
final class RegistryFlag {
  @Option(
      names = "--registry",
      paramLabel = "URI",
      description =
          "A directory; without it the environment's MLFLOW_TRACKING_URI, else ./registry.")
  private @Nullable String location;

  ModelRegistry open() {
    return Registries.open(location());
  }

  /** To be asked again and again: each call is tried once and waits no longer than that. */
  ModelRegistry open(Duration deadline) {
    return Registries.openToPoll(location(), deadline);
  }

  private String location() {
    return Optional.ofNullable(location)
        .or(() -> Optional.ofNullable(System.getenv("MLFLOW_TRACKING_URI")))
        .orElse("./registry");
  }
}
