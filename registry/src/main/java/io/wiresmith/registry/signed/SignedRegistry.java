package io.wiresmith.registry.signed;

import io.wiresmith.core.ModelKey;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.signing.SignaturePolicy;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.VerificationKey;
import io.wiresmith.registry.AliasMove;
import io.wiresmith.registry.AliasState;
import io.wiresmith.registry.DamagedVersion;
import io.wiresmith.registry.HistoryEntry;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A registry that hands out no byte of an artifact before its signature holds, and takes none
 * without. The signature is over the digests of the version's record, and the registry behind hands
 * out only bytes with these digests. Every method that reads or takes an artifact throws {@code
 * SIGNATURE_REFUSED} as {@link SignatureRule} says. What a run left (report, evaluation) is not
 * signed.
 */
public final class SignedRegistry implements ModelRegistry {
  private final ModelRegistry registry;
  private final SignatureRule rule;

  /** Digests whose signature held: a version is read file by file, and checked once. */
  private final Set<Map<String, String>> sound = ConcurrentHashMap.newKeySet();

  /** That registry under a rule. */
  public SignedRegistry(ModelRegistry registry, SignatureRule rule) {
    this.registry = registry;
    this.rule = rule;
  }

  /** That registry under a rule; itself where nobody looks at signatures. */
  public static ModelRegistry over(ModelRegistry registry, SignatureRule rule) {
    return rule.policy() == SignaturePolicy.OFF ? registry : new SignedRegistry(registry, rule);
  }

  /**
   * Which key signed a version; empty where the policy lets an unsigned one pass.
   *
   * @throws WiresmithException {@code SIGNATURE_REFUSED} where it does not
   */
  public Optional<VerificationKey> signer(RegisteredVersion version) {
    String where = version.id() + " in " + registry.location();
    return rule.check(version.key(), where, version.files(), file -> registry.fetch(version, file));
  }

  private void require(RegisteredVersion version) {
    if (!sound.contains(version.files()) && signer(version).isPresent()) {
      sound.add(version.files());
    }
  }

  @Override
  public RegisteredVersion register(Registration registration) {
    Artifact artifact = registration.artifact();
    rule.check(artifact.key(), artifact.directory().toString(), artifact.files());
    return registry.register(registration);
  }

  @Override
  public byte[] fetch(RegisteredVersion version, String file) {
    if (!file.equals(Artifact.SIGNATURE)) {
      require(version);
    }
    return registry.fetch(version, file);
  }

  @Override
  public Artifact pull(RegisteredVersion version, Path directory) {
    require(version);
    return registry.pull(version, directory);
  }

  @Override
  public void verify(RegisteredVersion version) {
    signer(version);
    registry.verify(version);
  }

  @Override
  public void requireSound(RegisteredVersion version) {
    signer(version);
    registry.requireSound(version);
  }

  @Override
  public void remove(RegisteredVersion version) {
    registry.remove(version);
  }

  @Override
  public void sweep(ModelKey key) {
    registry.sweep(key);
  }

  @Override
  public AliasState state(ModelKey key) {
    return registry.state(key);
  }

  @Override
  public String location() {
    return registry.location();
  }

  @Override
  public Optional<RegisteredVersion> findByRunKey(ModelKey key, String runKey) {
    return registry.findByRunKey(key, runKey);
  }

  @Override
  public RegisteredVersion resolve(ModelRef ref) {
    return registry.resolve(ref);
  }

  @Override
  public List<RegisteredVersion> list() {
    return registry.list();
  }

  @Override
  public List<RegisteredVersion> list(ModelKey key) {
    return registry.list(key);
  }

  @Override
  public List<DamagedVersion> damaged() {
    return registry.damaged();
  }

  @Override
  public byte[] fetchRunFile(RegisteredVersion version, String file) {
    return registry.fetchRunFile(version, file);
  }

  @Override
  public RegisteredVersion reread(RegisteredVersion version) {
    return registry.reread(version);
  }

  @Override
  public RegisteredVersion tag(RegisteredVersion version, String name, String value) {
    return registry.tag(version, name, value);
  }

  @Override
  public Map<String, Integer> aliases(ModelKey key) {
    return registry.aliases(key);
  }

  @Override
  public boolean pointAlias(AliasMove move) {
    return registry.pointAlias(move);
  }

  @Override
  public List<HistoryEntry> history(ModelKey key) {
    return registry.history(key);
  }
}
