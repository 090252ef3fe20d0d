package io.wiresmith.registry.directory;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelRef;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.signing.KeyFiles;
import io.wiresmith.core.signing.SignaturePolicy;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.SigningKey;
import io.wiresmith.core.signing.TrustRoot;
import io.wiresmith.core.signing.VerificationKey;
import io.wiresmith.registry.ModelRegistry;
import io.wiresmith.registry.Promotion;
import io.wiresmith.registry.RegisteredVersion;
import io.wiresmith.registry.Registration;
import io.wiresmith.registry.TestingRegistration;
import io.wiresmith.registry.signed.SignedRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against someone who writes to the directory and recomputes every digest. */
class SignedRegistryTest {
  @TempDir private Path home;

  @Test
  void takesASignedVersionAndHandsItOut() {
    SigningKey release = key("release");
    SignedRegistry registry = trusting(release);

    RegisteredVersion version = registry.register(signed("run-1", release));

    assertThat(registry.signer(version))
        .map(VerificationKey::fingerprint)
        .contains(release.open().fingerprint());
    registry.verify(version);
    new Promotion(registry, "anna").promote(ref(version));
    assertThat(registry.fetch(version, Artifact.MODEL)).isNotEmpty();
    assertThat(registry.pull(version, home.resolve("out")).modelSha256())
        .isEqualTo(version.modelSha256());
    assertThat(home.resolve("out").resolve(Artifact.SIGNATURE)).exists();
  }

  @Test
  void takesNoUnsignedVersionNorAStrangers() {
    SignedRegistry registry = trusting(key("release"));
    refused(() -> registry.register(registration("run-1"))).hasMessageContaining("is not signed");
    refused(() -> registry.register(signed("run-2", key("stranger"))))
        .hasMessageContaining("which is not trusted");
    assertThat(registry.list()).isEmpty();
  }

  @Test
  void handsOutNothingOfAnUnsignedVersionAndDoesNotPromoteIt() {
    RegisteredVersion version = plain().register(registration("run-1"));
    refusesAll(version, trusting(key("release")), "is not signed: it has no model.sig");
  }

  @Test
  void refusesAVersionWhoseModelWasExchangedAndEveryDigestRecomputed() {
    SigningKey release = key("release");
    RegisteredVersion version = plain().register(signed("run-1", release));
    AtomicFiles.write(place(version).resolve(Artifact.MODEL), "other weights");
    RegisteredVersion forged = recompute(version);
    plain().verify(forged);
    refusesAll(forged, trusting(release), "model.onnx is not the file that was signed");
  }

  @Test
  void refusesAVersionWhoseSignatureWasTakenAway() throws Exception {
    SigningKey release = key("release");
    RegisteredVersion version = plain().register(signed("run-1", release));
    Files.delete(place(version).resolve(Artifact.SIGNATURE));
    RegisteredVersion forged = recompute(version);
    plain().verify(forged);
    refusesAll(forged, trusting(release), "is not signed: it has no model.sig");
  }

  @Test
  void refusesTheSignatureOfAnotherVersion() {
    SigningKey release = key("release");
    RegisteredVersion one = plain().register(signed("run-1", release));
    RegisteredVersion two = plain().register(signed("run-2", release));
    AtomicFiles.write(
        place(one).resolve(Artifact.SIGNATURE),
        AtomicFiles.read(place(two).resolve(Artifact.SIGNATURE)));
    refusesAll(recompute(one), trusting(release), "is not the file that was signed");
  }

  @Test
  void onlyWarnsWhereThePolicySaysSo() {
    RegisteredVersion version = plain().register(registration("run-1"));
    SignatureRule warning =
        new SignatureRule(SignaturePolicy.WARN, new TrustRoot(List.of(key("release").open())));
    ModelRegistry registry = SignedRegistry.over(plain(), warning);
    registry.verify(version);
    assertThat(registry.fetch(version, Artifact.MODEL)).isNotEmpty();
    assertThat(SignedRegistry.over(plain(), SignatureRule.OFF))
        .isInstanceOf(DirectoryRegistry.class);
  }

  @Test
  void passesOnEveryMethodOfARegistry() {
    for (Method method : ModelRegistry.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        assertThat(Arrays.stream(SignedRegistry.class.getDeclaredMethods()))
            .as(method.toString())
            .anyMatch(
                own ->
                    own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
      }
    }
  }

  private void refusesAll(RegisteredVersion version, SignedRegistry registry, String why) {
    refused(() -> registry.verify(version)).hasMessageContaining(why);
    refused(() -> registry.fetch(version, Artifact.MODEL)).hasMessageContaining(why);
    refused(() -> registry.pull(version, home.resolve("out"))).hasMessageContaining(why);
    refused(() -> new Promotion(registry, "anna").promote(ref(version))).hasMessageContaining(why);
    assertThat(home.resolve("out")).doesNotExist();
    assertThat(registry.aliases(KEY)).isEmpty();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WiresmithException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_REFUSED));
  }

  private static ModelRef ref(RegisteredVersion version) {
    return new ModelRef(KEY, new ModelRef.Number(version.number()));
  }

  private DirectoryRegistry plain() {
    return new DirectoryRegistry(home.resolve("registry"));
  }

  private SignedRegistry trusting(SigningKey key) {
    TrustRoot trusted = new TrustRoot(List.of(key.open()));
    return new SignedRegistry(plain(), new SignatureRule(SignaturePolicy.REQUIRED, trusted));
  }

  private SigningKey key(String name) {
    return SigningKey.read(KeyFiles.create(home.resolve("keys"), name).secret());
  }

  private Registration registration(String run) {
    return TestingRegistration.of(home.resolve("workspace"), run).build();
  }

  private Registration signed(String run, SigningKey key) {
    Registration registration = registration(run);
    Artifact artifact = registration.artifact();
    AtomicFiles.write(
        artifact.directory().resolve(Artifact.SIGNATURE),
        key.sign(artifact.key().id(), digests(artifact.files())));
    return registration;
  }

  private static Map<String, String> digests(Map<String, byte[]> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    return digests;
  }

  private Path place(RegisteredVersion version) {
    return home.resolve("registry/models/wiresmith-compression/" + version.number());
  }

  /** Makes manifest and record agree with the files as they are now. */
  private RegisteredVersion recompute(RegisteredVersion version) {
    Path commit = place(version).resolve(StoredVersion.FILE);
    StoredVersion before = StoredVersion.read(commit, KEY, version.number());
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : AtomicFiles.list(place(version))) {
      if (!file.equals(commit) && !file.endsWith(ArtifactManifest.FILE)) {
        files.put(file.getFileName().toString(), AtomicFiles.read(file));
      }
    }
    Map<String, String> named = digests(files);
    named.remove(Artifact.SIGNATURE);
    byte[] manifest = Json.bytes(new ArtifactManifest(KEY.id(), named));
    AtomicFiles.write(place(version).resolve(ArtifactManifest.FILE), manifest);
    files.put(ArtifactManifest.FILE, manifest);
    Map<String, String> tags = new TreeMap<>(before.tags());
    tags.put("wiresmith.sha256", named.getOrDefault(Artifact.MODEL, ""));
    StoredVersion forged =
        new StoredVersion(
            before.model(),
            before.number(),
            before.semVer(),
            before.createdAt(),
            before.runId(),
            digests(files),
            before.runFiles(),
            tags,
            "");
    AtomicFiles.write(commit, Json.bytes(forged.sealed()));
    return plain().resolve(ref(version));
  }
}
