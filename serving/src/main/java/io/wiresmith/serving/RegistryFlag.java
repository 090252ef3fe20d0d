package io.wiresmith.serving;

import io.wiresmith.core.signing.SignatureRule;
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
          "A directory, or an MLflow server as http(s)://host:port; without it the environment's"
              + " MLFLOW_TRACKING_URI, else ./registry.")
  private @Nullable String location;

  @Option(
      names = "--trust-root",
      paramLabel = "PATH",
      description =
          "Public keys whose signatures count: a PEM file or a directory of *.pem; without it"
              + " WIRESMITH_TRUST_ROOT.")
  private @Nullable String trustRoot;

  @Option(
      names = "--signatures",
      paramLabel = "required|warn|off",
      description =
          "What happens to a version without a good signature; without it WIRESMITH_SIGNATURES,"
              + " else required once there is a trust root.")
  private @Nullable String signatures;

  ModelRegistry open() {
    return Registries.open(location());
  }

  /** To be asked again and again: each call is tried once and waits no longer than that. */
  ModelRegistry open(Duration deadline) {
    return Registries.openToPoll(location(), deadline);
  }

  /** What is asked of signatures. */
  SignatureRule rule() {
    return SignatureRule.of(
        Optional.ofNullable(signatures), Optional.ofNullable(trustRoot), System.getenv());
  }

  private String location() {
    return Optional.ofNullable(location)
        .or(() -> Optional.ofNullable(System.getenv("MLFLOW_TRACKING_URI")))
        .orElse("./registry");
  }
}
