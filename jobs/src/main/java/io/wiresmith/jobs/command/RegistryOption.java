package io.wiresmith.jobs.command;

import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.location.Registries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a registry. */
final class RegistryOption {
  @Option(
      names = "--registry",
      paramLabel = "URI",
      description = "The registry (default MLFLOW_TRACKING_URI, else ./registry).")
  private @Nullable String registry;

  /** The URI in force. */
  String uri() {
    return registry != null ? registry : Common.variable("MLFLOW_TRACKING_URI").orElse("registry");
  }

  /** Opens it. */
  ModelRegistry open() {
    return Registries.open(uri());
  }
}
