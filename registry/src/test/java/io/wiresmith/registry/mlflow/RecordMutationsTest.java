package io.wiresmith.registry.mlflow;

import static io.wiresmith.registry.TestingRegistration.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.io.Json;
import io.wiresmith.core.io.Sha256;
import io.wiresmith.registry.VersionTags;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Random changes of what a server keeps of a version: none is believed. */
class RecordMutationsTest {
  private static final int MUTATIONS = Integer.getInteger("wiresmith.mutations", 10_000);
  private static final long SEED = Long.getLong("wiresmith.seed", 1);
  private static final String PRINTABLE = "0123456789abcdefXYZ {}[]\",:/.-";

  private static Map<String, String> tags() {
    Map<String, String> files = new TreeMap<>();
    for (String name : List.of("model.onnx", "MLmodel", "manifest.json", "conformance.json")) {
      files.put(name, Sha256.of("bytes of " + name));
    }
    StoredRecord stored =
        new StoredRecord(
                KEY.id(),
                Sha256.of("run"),
                "compression-20261115T000000Z-0123456789ab",
                "1/models/m-0123456789abcdef/artifacts",
                "1/0123456789abcdef/artifacts",
                files,
                Map.of("evaluation.json", Sha256.of("evaluation")),
                "")
            .sealed();
    return Map.of(
        StoredRecord.TAG, Json.line(stored),
        VersionTags.RUN_KEY, stored.runKey(),
        VersionTags.SHA256, Sha256.of("bytes of model.onnx"));
  }

  @Test
  void noChangedRecordIsBelieved() {
    Map<String, String> sound = tags();
    List<String> names = List.copyOf(new TreeMap<>(sound).keySet());
    Random random = new Random(SEED);
    assertThat(StoredRecord.read(sound, KEY, "there").model()).isEqualTo(KEY.id());
    for (int i = 0; i < MUTATIONS; i++) {
      Map<String, String> changed = new TreeMap<>(sound);
      String name = names.get(random.nextInt(names.size()));
      String before = sound.getOrDefault(name, "");
      String after = mutated(before, random);
      while (after.equals(before)) {
        after = mutated(before, random);
      }
      changed.put(name, after);

      assertThatThrownBy(() -> StoredRecord.read(changed, KEY, "there"))
          .as("%s: %s", name, after)
          .isInstanceOfSatisfying(
              WiresmithException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH));
    }
  }

  private static String mutated(String text, Random random) {
    int at = random.nextInt(text.length());
    char other = PRINTABLE.charAt(random.nextInt(PRINTABLE.length()));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, at) + other + text.substring(at + 1);
      case 1 -> text.substring(0, at) + text.substring(at + 1);
      case 2 -> text.substring(0, at) + other + text.substring(at);
      default -> text.substring(0, at);
    };
  }
}
