package io.wiresmith.jobs.config;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.signing.ArtifactSigner;
import io.wiresmith.core.signing.SignaturePolicy;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.SigningKey;
import io.wiresmith.core.signing.VerificationKey;
import java.nio.file.Path;
import java.util.Optional;

/** What the configuration says about signatures; none of it changes what work is. */
public final class SigningSettings {
  /** Path of the private key. */
  public static final String KEY = "signing.key";

  /** A PEM file, or a directory of them. */
  public static final String TRUST_ROOT = "signing.trust-root";

  /** What happens without a good signature. */
  public static final String POLICY = "signing.policy";

  private SigningSettings() {}

  /** What is asked of signatures. */
  public static SignatureRule rule(Settings settings) {
    return SignatureRule.of(settings.find(POLICY), settings.find(TRUST_ROOT).map(Path::of));
  }

  /** Who signs here; nobody where no key is configured. */
  public static Optional<ArtifactSigner> signer(Settings settings) {
    return settings.find(KEY).map(Path::of).map(SigningKey::read).map(ArtifactSigner::new);
  }

  /**
   * Checks before any work that what it ends in will be accepted.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if a key cannot be read, or signatures are
   *     required and none could be made that is trusted
   */
  public static void check(Settings settings) {
    SignatureRule rule = rule(settings);
    Optional<VerificationKey> key = signer(settings).map(it -> it.key().open());
    if (rule.policy() != SignaturePolicy.REQUIRED) {
      return;
    }
    if (key.isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "Signatures are required (trusted: %s), and there is no key to sign with. Name one by %s or WIRESMITH_SIGNING_KEY, or set %s to warn or off."
              .formatted(rule.trusted().named(), KEY, POLICY));
    }
    if (rule.trusted().keys().stream()
        .noneMatch(it -> it.fingerprint().equals(key.get().fingerprint()))) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "What the key %s signs would be refused here: trusted are %s. Put its public half under the trust root, or sign with a trusted key."
              .formatted(key.get().brief(), rule.trusted().named()));
    }
  }
}
