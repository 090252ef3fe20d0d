package io.wiresmith.etl.fields;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
  @Test
  void keepsWhatAComparisonOfAllPairsKeeps() {
    Random random = new Random(17);
    for (int round = 0; round < 60; round++) {
      int length = 1 + random.nextInt(40);
      int near = random.nextInt(Math.min(4, length));
      NearDuplicates found = new NearDuplicates(near);
      List<byte[]> kept = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        byte[] message = new byte[length];
        for (int b = 0; b < length; b++) {
          message[b] = (byte) (random.nextInt(8) == 0 ? 1 : 0);
        }
        boolean fresh = kept.stream().allMatch(other -> differences(other, message) > near);
        if (fresh) {
          kept.add(message);
        }
        assertThat(found.add(message)).isEqualTo(fresh);
      }
    }
  }

  private static int differences(byte[] a, byte[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }

  @Test
  void shortMessagesAreNearDuplicatesOnlyIfTheyAreEqual() {
    MessageRules rules = MessageRules.shipped();

    assertThat(List.of(rules.nearBytes(7), rules.nearBytes(8), rules.nearBytes(66)))
        .containsExactly(0, 1, 1);
    assertThat(rules.nearBytes(1500)).isEqualTo(45);
  }
}
