package io.wiresmith.core.signing;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked of signatures: says yes, or throws. Nothing of an artifact is parsed before its
 * signature holds. Thread-safe.
 *
 * @param policy what happens to an artifact without a good signature
 * @param trusted the keys whose signatures count; without any only {@code OFF} is possible
 */
public record SignatureRule(SignaturePolicy policy, TrustRoot trusted) {
  /** Nobody looks at signatures. */
  public static final SignatureRule OFF =
      new SignatureRule(SignaturePolicy.OFF, new TrustRoot(List.of()));

  private static final Logger LOG = LoggerFactory.getLogger(SignatureRule.class);

  /**
   * Checks that there is somebody to trust.
   *
   * @throws WiresmithException {@code INVALID_CONFIG} if not
   */
  public SignatureRule {
    if (policy != SignaturePolicy.OFF && trusted.keys().isEmpty()) {
      throw new WiresmithException(
          ErrorCode.INVALID_CONFIG,
          "Signatures are '%s', but there is no trust root. Name a PEM file or a directory of *.pem by --trust-root or WIRESMITH_TRUST_ROOT, or set signatures to off."
              .formatted(policy.id()));
    }
  }

  /**
   * The rule of a configuration.
   *
   * @param policy {@code required}, {@code warn} or {@code off}; without it {@code required} where
   *     there is a trust root, else {@code off}
   * @param trustRoot a PEM file or a directory of {@code *.pem}
   * @throws WiresmithException {@code INVALID_CONFIG} for anything else
   */
  public static SignatureRule of(Optional<String> policy, Optional<Path> trustRoot) {
    SignaturePolicy wanted =
        policy
            .map(SignaturePolicy::of)
            .orElse(trustRoot.isPresent() ? SignaturePolicy.REQUIRED : SignaturePolicy.OFF);
    return new SignatureRule(
        wanted, trustRoot.map(TrustRoot::read).orElseGet(() -> new TrustRoot(List.of())));
  }

  /**
   * The rule of a process that has flags and an environment but no configuration file.
   *
   * @param policy the flag, which wins over {@code WIRESMITH_SIGNATURES}
   * @param trustRoot the flag, which wins over {@code WIRESMITH_TRUST_ROOT}
   */
  public static SignatureRule of(
      Optional<String> policy, Optional<String> trustRoot, Map<String, String> environment) {
    return of(
        policy.or(() -> variable(environment, "WIRESMITH_SIGNATURES", "WIRESMITH_SIGNING_POLICY")),
        trustRoot
            .or(() -> variable(environment, "WIRESMITH_TRUST_ROOT", "WIRESMITH_SIGNING_TRUST_ROOT"))
            .map(Path::of));
  }

  private static Optional<String> variable(Map<String, String> environment, String... names) {
    return Arrays.stream(names)
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /**
   * Checks files that are in memory.
   *
   * @param key the model that they must be of
   * @param where the artifact, for messages
   * @param files every file of the artifact by name, {@code model.sig} among them if there is one
   * @return the key that signed; empty where nobody looks, or a warning was logged
   * @throws WiresmithException {@code SIGNATURE_REFUSED} that names file, keys and remedy, if the
   *     policy is {@code REQUIRED} and the files are unsigned, signed by a stranger, changed,
   *     missing, too many, or those of another model
   */
  public Optional<VerificationKey> check(ModelKey key, String where, Map<String, byte[]> files) {
    Map<String, String> digests = new TreeMap<>();
    if (policy != SignaturePolicy.OFF) {
      files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    }
    return check(key, where, digests, name -> files.getOrDefault(name, new byte[0]));
  }

  /**
   * Checks files by their digests; whoever reads them later must hold them against the same.
   *
   * @param digests file name to SHA-256 of every file
   * @param read gives the bytes of a file; called for the signature and the manifest only
   */
  public Optional<VerificationKey> check(
      ModelKey key, String where, Map<String, String> digests, Function<String, byte[]> read) {
    return check(Optional.of(key), where, digests, read);
  }

  /** The same for files of whatever model, such as those of a directory that someone names. */
  public Optional<VerificationKey> check(
      String where, Map<String, String> digests, Function<String, byte[]> read) {
    return check(Optional.empty(), where, digests, read);
  }

  private Optional<VerificationKey> check(
      Optional<ModelKey> key,
      String where,
      Map<String, String> digests,
      Function<String, byte[]> read) {
    if (policy == SignaturePolicy.OFF) {
      return Optional.empty();
    }
    try {
      return Optional.of(checked(key, where, digests, read));
    } catch (WiresmithException e) {
      if (policy == SignaturePolicy.REQUIRED || e.code() != ErrorCode.SIGNATURE_REFUSED) {
        throw e;
      }
      LOG.warn("{} (used all the same: signatures are 'warn')", e.getMessage());
      return Optional.empty();
    }
  }

  private VerificationKey checked(
      Optional<ModelKey> key,
      String where,
      Map<String, String> digests,
      Function<String, byte[]> read) {
    if (!digests.containsKey(Artifact.SIGNATURE)) {
      throw new WiresmithException(
          ErrorCode.SIGNATURE_REFUSED,
          "%s is not signed: it has no %s, and signatures are %s (trusted: %s). Publish it from a trainer with a signing key (WIRESMITH_SIGNING_KEY), or use a signed version."
              .formatted(where, Artifact.SIGNATURE, policy.id(), trusted.named()));
    }
    SignatureCheck check = new SignatureCheck(trusted, where);
    VerificationKey signer = check.run(read.apply(Artifact.SIGNATURE), digests);
    requireModel(check, key, digests, read.apply(ArtifactManifest.FILE));
    return signer;
  }

  /** The signed manifest must be of this model, and name the signed files. */
  private static void requireModel(
      SignatureCheck check, Optional<ModelKey> key, Map<String, String> digests, byte[] manifest) {
    String file = ArtifactManifest.FILE;
    if (!Sha256.of(manifest).equals(digests.get(file))) {
      throw check.refused("its " + file + " is missing or changed. Restore it.");
    }
    ArtifactManifest named = Json.parse(manifest, ArtifactManifest.class, file);
    Map<String, String> others = new TreeMap<>(digests);
    others.keySet().removeAll(List.of(file, Artifact.SIGNATURE));
    if (key.isPresent() && !key.get().id().equals(named.model())) {
      throw check.refused(
          "it is an artifact of %s, put in the place of one of %s. Use another version."
              .formatted(named.model(), key.get()));
    }
    if (!named.files().equals(others)) {
      throw check.refused("its signed " + file + " names other files. Use another version.");
    }
  }
}
