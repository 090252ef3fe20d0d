package io.wiresmith.jobs.command;

import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.location.Registries;
import io.wiresmith.registry.signed.SignedRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option that names a registry. */
final class RegistryOption {
  @Option(
      names = "--registry",
      paramLabel = "URI",
      description = "The registry (default MLFLOW_TRACKING_URI, else ./registry).")
  private @Nullable String registry;

  @Mixin private TrustOptions trust = new TrustOptions();

  /** The URI in force. */
  String uri() {
    return registry != null ? registry : Common.variable("MLFLOW_TRACKING_URI").orElse("registry");
  }

  /** Opens it, for verbs that look at no file of an artifact. */
  ModelRegistry open() {
    return Registries.open(uri());
  }

  /** Opens it under the rule of signatures that is in force. */
  ModelRegistry open(Common common) {
    return SignedRegistry.over(open(), rule(common));
  }

  /** What is asked of signatures. */
  SignatureRule rule(Common common) {
    return trust.rule(common);
  }

  /** Sets the configuration's keys about signatures, where the flags are given. */
  void set(Common common) {
    trust.set(common);
  }
}
