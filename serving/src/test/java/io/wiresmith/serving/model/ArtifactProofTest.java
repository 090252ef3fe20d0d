package io.wiresmith.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.AtomicFiles;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.core.signing.KeyFiles;
import io.wiresmith.core.signing.SignaturePolicy;
import io.wiresmith.core.signing.SignatureRule;
import io.wiresmith.core.signing.SigningKey;
import io.wiresmith.core.signing.TrustRoot;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.TensorRows;
import io.wiresmith.onnx.TestingArtifact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactProofTest {
  private static final ModelKey KEY = TestingArtifact.sound().key();

  @TempDir Path directory;
  private final Map<String, byte[]> files = new TreeMap<>();

  @BeforeEach
  void write() {
    files.putAll(read(TestingArtifact.sound(), "sound"));
  }

  private Map<String, byte[]> read(TestingArtifact testing, String name) {
    Artifact artifact = testing.write(directory.resolve(name));
    Map<String, byte[]> read = new TreeMap<>();
    AtomicFiles.list(artifact.directory())
        .forEach(file -> read.put(file.getFileName().toString(), AtomicFiles.read(file)));
    return read;
  }

  /** The version that a registry would name for these files. */
  private static SourcedVersion version(Map<String, byte[]> registered) {
    return new SourcedVersion(
        1, "1.0.0", digest(registered, Artifact.MODEL), digest(registered, ArtifactManifest.FILE));
  }

  private static String digest(Map<String, byte[]> files, String name) {
    return Sha256.of(files.getOrDefault(name, new byte[0]));
  }

  private RunnableModel prove(SignatureRule rule, SourcedVersion version) {
    return new ArtifactProof(rule).prove(KEY, version, new VersionFiles("there", files));
  }

  @Test
  void soundBytesBecomeAModel() {
    try (RunnableModel model = prove(SignatureRule.OFF, version(files))) {
      assertThat(model.run(TestingArtifact.inputs(2))).containsKey("decision");
    }
  }

  @Test
  void manyRowsAreDecidedAsEachAlone() {
    List<Tensor> many = TestingArtifact.inputs(150);
    try (RunnableModel model = prove(SignatureRule.OFF, version(files))) {
      Tensor decisions = Objects.requireNonNull(model.run(many).get("decision"));
      assertThat(decisions.rows()).isEqualTo(150);
      List<Integer> ones = Collections.nCopies(150, 1);
      for (int row = 0; row < 150; row++) {
        int at = row;
        List<Tensor> alone =
            many.stream().map(input -> TensorRows.split(input, ones).get(at)).toList();
        assertThat(Objects.requireNonNull(model.run(alone).get("decision")).stringAt(0))
            .isEqualTo(decisions.stringAt(row));
      }
    }
  }

  @Test
  void anyChangedOrMissingFileIsNamed() {
    SourcedVersion version = version(files);
    for (String name : List.copyOf(files.keySet())) {
      byte[] sound = files.getOrDefault(name, new byte[0]);
      byte[] changed = sound.clone();
      changed[changed.length / 2] ^= 1;
      files.put(name, changed);
      assertRefused(SignatureRule.OFF, version, ErrorCode.DIGEST_MISMATCH)
          .hasMessageContaining("there/" + name + " was changed");
      files.remove(name);
      assertRefused(SignatureRule.OFF, version, ErrorCode.DIGEST_MISMATCH)
          .hasMessageContaining("there/" + name + " is missing");
      files.put(name, sound);
    }
  }

  @Test
  void aSoundArtifactInThePlaceOfAnotherIsRefused() {
    SourcedVersion version = version(files);
    files.putAll(read(TestingArtifact.sound().withBias(1), "other"));

    assertRefused(SignatureRule.OFF, version, ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("there/manifest.json was changed");
  }

  @Test
  void theManifestOfAnotherModelIsRefused() {
    String text = new String(files.get(ArtifactManifest.FILE), StandardCharsets.UTF_8);
    files.put(
        ArtifactManifest.FILE,
        text.replace("\"compression\"", "\"compression-fast\"").getBytes(StandardCharsets.UTF_8));

    assertRefused(SignatureRule.OFF, version(files), ErrorCode.DIGEST_MISMATCH)
        .hasMessageContaining("that of the model compression-fast");
  }

  @Test
  void whereSignaturesAreRequiredOnlyTrustedOnesPass() {
    SigningKey trusted = key("trusted");
    SignatureRule required =
        new SignatureRule(SignaturePolicy.REQUIRED, new TrustRoot(List.of(trusted.open())));
    SourcedVersion version = version(files);
    assertRefused(required, version, ErrorCode.SIGNATURE_REFUSED)
        .hasMessageContaining("there is not signed");
    sign(key("stranger"));
    assertRefused(required, version, ErrorCode.SIGNATURE_REFUSED)
        .hasMessageContaining("which is not trusted");
    sign(trusted);
    prove(required, version).close();
    files.putAll(read(TestingArtifact.sound().withBias(1), "other"));
    assertRefused(required, version(files), ErrorCode.SIGNATURE_REFUSED);
  }

  private SigningKey key(String name) {
    return SigningKey.read(KeyFiles.create(directory.resolve("keys"), name).secret());
  }

  private void sign(SigningKey key) {
    files.remove(Artifact.SIGNATURE);
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    files.put(Artifact.SIGNATURE, key.sign(KEY.id(), digests));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      SignatureRule rule, SourcedVersion version, ErrorCode code) {
    return assertThatThrownBy(() -> prove(rule, version))
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
