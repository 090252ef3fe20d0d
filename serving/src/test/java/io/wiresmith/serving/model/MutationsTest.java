package io.wiresmith.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.wiresmith.onnx.TestingArtifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random changes of an artifact, its manifest, its signature and what a registry says of it, by the
 * way that the server loads models: none is loaded. {@code -Dwiresmith.mutations=10000} for the
 * proof.
 */
class MutationsTest {
  private static final int MUTATIONS = Integer.getInteger("wiresmith.mutations", 1000);
  private static final long SEED = Long.getLong("wiresmith.seed", 1);
  private static final ModelKey KEY = TestingArtifact.sound().key();

  @TempDir Path directory;
  private final Map<String, byte[]> sound = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();

  @BeforeEach
  void write() {
    Artifact artifact = TestingArtifact.sound().write(directory.resolve("sound"));
    for (Path file : AtomicFiles.list(artifact.directory())) {
      sound.put(file.getFileName().toString(), AtomicFiles.read(file));
    }
  }

  private static SourcedVersion version(Map<String, byte[]> files) {
    return new SourcedVersion(
        1,
        "1.0.0",
        Sha256.of(files.getOrDefault(Artifact.MODEL, new byte[0])),
        Sha256.of(files.getOrDefault(ArtifactManifest.FILE, new byte[0])));
  }

  /** The registry tells the truth; the bytes are changed on their way. */
  @Test
  void noChangedFileIsLoadedWhereTheRegistryNamesTheDigests() {
    Random random = new Random(SEED);
    List<String> names = List.copyOf(sound.keySet());
    SourcedVersion version = version(sound);
    assertLoads(SignatureRule.OFF, version, sound);
    for (int i = 0; i < MUTATIONS; i++) {
      String name = names.get(random.nextInt(names.size()));
      assertRefused(SignatureRule.OFF, version, mutated(sound, name, random), name);
    }
    report("digests of the registry");
  }

  /**
   * Whoever owns the registry changes a file and everything that it says of it, or the signature:
   * only who holds the key could sign that.
   */
  @Test
  void nothingIsLoadedThatTheTrainerDidNotSignWhateverTheRegistrySays() {
    Random random = new Random(SEED + 1);
    SigningKey key =
        SigningKey.read(KeyFiles.create(directory.resolve("keys"), "trainer").secret());
    SignatureRule required =
        new SignatureRule(SignaturePolicy.REQUIRED, new TrustRoot(List.of(key.open())));
    Map<String, byte[]> signed = new TreeMap<>(sound);
    Map<String, String> digests = new TreeMap<>();
    sound.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    signed.put(Artifact.SIGNATURE, key.sign(KEY.id(), digests));
    assertLoads(required, version(signed), signed);
    List<String> names = List.copyOf(signed.keySet());
    for (int i = 0; i < MUTATIONS; i++) {
      String name = names.get(random.nextInt(names.size()));
      Map<String, byte[]> forged = mutated(signed, name, random);
      if (!name.equals(Artifact.SIGNATURE) && !name.equals(ArtifactManifest.FILE)) {
        forge(forged, name);
      }
      assertRefused(required, version(forged), forged, name);
    }
    report("signatures");
  }

  /** Names the other digest in the manifest, as one does who means it. */
  private void forge(Map<String, byte[]> files, String name) {
    String manifest =
        new String(
            files.getOrDefault(ArtifactManifest.FILE, new byte[0]),
            java.nio.charset.StandardCharsets.UTF_8);
    String before = Sha256.of(sound.getOrDefault(name, new byte[0]));
    String after = Sha256.of(files.getOrDefault(name, new byte[0]));
    files.put(
        ArtifactManifest.FILE,
        manifest.replace(before, after).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void assertLoads(SignatureRule rule, SourcedVersion version, Map<String, byte[]> files) {
    new ArtifactProof(rule).prove(KEY, version, new VersionFiles("there", files)).close();
  }

  private void assertRefused(
      SignatureRule rule, SourcedVersion version, Map<String, byte[]> files, String name) {
    try (RunnableModel model =
        new ArtifactProof(rule).prove(KEY, version, new VersionFiles("there", files))) {
      throw new AssertionError("A changed " + name + " was loaded: " + model);
    } catch (WiresmithException e) {
      refused.merge(e.code() + " for " + name, 1, Integer::sum);
    }
  }

  private void report(String what) {
    int all = refused.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("%s, seed %d: %d mutations, 0 loaded: %s%n", what, SEED, all, refused);
    assertThat(all).isEqualTo(MUTATIONS);
    refused.clear();
  }

  /** One of five kinds of change; never none. */
  private static Map<String, byte[]> mutated(
      Map<String, byte[]> files, String name, Random random) {
    Map<String, byte[]> changed = new TreeMap<>(files);
    byte[] before = files.getOrDefault(name, new byte[0]);
    int kind = random.nextInt(5);
    if (kind == 0) {
      changed.remove(name);
    } else if (kind == 1) {
      List<String> others = new ArrayList<>(files.keySet());
      others.remove(name);
      changed.put(name, files.getOrDefault(others.get(random.nextInt(others.size())), new byte[0]));
    } else {
      changed.put(name, mutated(before, kind, random));
    }
    return Arrays.equals(changed.get(name), before) ? mutated(files, name, random) : changed;
  }

  private static byte[] mutated(byte[] before, int kind, Random random) {
    if (kind == 2) {
      return Arrays.copyOf(before, random.nextInt(before.length));
    }
    if (kind == 3) {
      byte[] longer = Arrays.copyOf(before, before.length + 1 + random.nextInt(16));
      longer[longer.length - 1] = (byte) (1 + random.nextInt(255));
      return longer;
    }
    byte[] flipped = before.clone();
    for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }
}
