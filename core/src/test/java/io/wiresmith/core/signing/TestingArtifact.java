package io.wiresmith.core.signing;

import io.wiresmith.core.ModelId;
import io.wiresmith.core.ModelKey;
import io.wiresmith.core.artifact.Artifact;
import io.wiresmith.core.artifact.ArtifactManifest;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of a small artifact in memory, and keys. */
final class TestingArtifact {
  static final ModelKey COMPRESSION = ModelKey.of(ModelId.COMPRESSION);

  private TestingArtifact() {}

  static SigningKey key(Path directory, String name) {
    return SigningKey.read(KeyFiles.create(directory, name).secret());
  }

  static SignatureRule trusting(SigningKey... keys) {
    return new SignatureRule(
        SignaturePolicy.REQUIRED,
        new TrustRoot(java.util.Arrays.stream(keys).map(SigningKey::open).toList()));
  }

  static Map<String, byte[]> unsigned() {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : Artifact.REQUIRED_FILES) {
      files.put(name, ("the bytes of " + name).getBytes(StandardCharsets.UTF_8));
    }
    files.put(
        ArtifactManifest.FILE, Json.bytes(new ArtifactManifest(COMPRESSION.id(), digests(files))));
    return files;
  }

  static Map<String, byte[]> signed(SigningKey key) {
    Map<String, byte[]> files = unsigned();
    files.put(Artifact.SIGNATURE, key.sign(COMPRESSION.id(), digests(files)));
    return files;
  }

  static Map<String, String> digests(Map<String, byte[]> files) {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    return digests;
  }
}
