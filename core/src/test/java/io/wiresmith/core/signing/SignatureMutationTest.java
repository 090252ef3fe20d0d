package io.wiresmith.core.signing;

import static io.wiresmith.core.signing.TestingArtifact.COMPRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.artifact.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every byte of every file, and of the signature, in many ways: nothing of it is accepted. */
class SignatureMutationTest {
  private static final long SEED = 20261121;

  @TempDir private Path home;

  @Test
  void noChangeOfAnyByteOfAnyFileIsAccepted() {
    SigningKey release = TestingArtifact.key(home, "release");
    SignatureRule rule = TestingArtifact.trusting(release);
    Map<String, byte[]> files = TestingArtifact.signed(release);
    Random random = new Random(SEED);
    int tried = 0;
    for (String name : files.keySet()) {
      byte[] sound = files.getOrDefault(name, new byte[0]);
      for (int at = 0; at < sound.length; at += 1 + random.nextInt(3)) {
        for (byte[] changed : changes(sound, at, random)) {
          if (name.equals(Artifact.SIGNATURE) && sameTokens(sound, changed)) {
            continue; // Space between tokens means nothing.
          }
          Map<String, byte[]> all = new TreeMap<>(files);
          all.put(name, changed);
          assertThatThrownBy(() -> rule.check(COMPRESSION, "the artifact", all))
              .as("seed %d, %s at %d", SEED, name, at)
              .isInstanceOfSatisfying(
                  WiresmithException.class,
                  e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_REFUSED));
          tried++;
        }
      }
    }
    assertThat(tried).isGreaterThan(5_000);
  }

  private static List<byte[]> changes(byte[] sound, int at, Random random) {
    List<byte[]> changes = new ArrayList<>();
    byte[] flipped = sound.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    changes.add(flipped);
    byte[] other = sound.clone();
    other[at] += (byte) (1 + random.nextInt(255));
    changes.add(other);
    changes.add(Arrays.copyOf(sound, at));
    byte[] inserted = new byte[sound.length + 1];
    System.arraycopy(sound, 0, inserted, 0, at);
    inserted[at] = (byte) random.nextInt(256);
    System.arraycopy(sound, at, inserted, at + 1, sound.length - at);
    changes.add(inserted);
    changes.removeIf(it -> Arrays.equals(it, sound));
    return changes;
  }

  private static boolean sameTokens(byte[] one, byte[] two) {
    return StrictJson.object(two).equals(StrictJson.object(one));
  }
}
