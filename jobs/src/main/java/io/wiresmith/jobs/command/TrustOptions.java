package io.wiresmith.jobs.command;

import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.jobs.config.SigningSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whose signatures count. */
final class TrustOptions {
  @Option(
      names = "--trust-root",
      paramLabel = "PATH",
      description =
          "Public keys that are trusted: a PEM file or a directory of *.pem (default"
              + " WIRESMITH_TRUST_ROOT, else signing.trust-root).")
  private @Nullable Path trustRoot;

  @Option(
      names = "--signatures",
      paramLabel = "required|warn|off",
      description =
          "What happens without a good signature (default WIRESMITH_SIGNATURES, else"
              + " signing.policy, else required once there is a trust root).")
  private @Nullable String policy;

  /** Sets the configuration's keys, where the flags are given. */
  void set(Common common) {
    if (trustRoot != null) {
      common.flag(SigningSettings.TRUST_ROOT, trustRoot.toAbsolutePath().normalize().toString());
    }
    if (policy != null) {
      common.flag(SigningSettings.POLICY, policy);
    }
  }

  /** The rule in force. */
  SignatureRule rule(Common common) {
    set(common);
    return SigningSettings.rule(common.settingsOfAnyKind());
  }
}
