package io.wiresmith.evaluation.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.fields.FieldList;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NemesysTest {
  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  void cutsWhereBytesBecomeLikeEachOtherAgain() {
    // From 00 to ff no bit stays; both fields are alike within.
    assertThat(Nemesys.boundaries(hex("00000000ffffffff"))).containsExactly(4);
  }

  @Test
  void bytesThatAreAllAlikeAreOneField() {
    assertThat(Nemesys.boundaries(hex("07070707070707070707"))).isEmpty();
  }

  @Test
  void textStaysWhole() {
    byte[] text = "The quick brown fox jumps over 13 lazy dogs.".getBytes(StandardCharsets.UTF_8);

    assertThat(Nemesys.boundaries(text)).isEmpty();
  }

  @Test
  void theShortestMessagesHaveNoBoundary() {
    for (int length = 0; length <= 3; length++) {
      assertThat(Nemesys.boundaries(new byte[length])).isEmpty();
    }
  }

  @Test
  void whateverTheBytesTheFieldsCoverTheMessage() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 2000; i++) {
      byte[] message = new byte[1 + random.nextInt(80)];
      random.nextBytes(message);
      for (Segmenter segmenter : Segmenter.values()) {
        var fields = segmenter.fields(message);
        assertThat(FieldList.covering(message.length, fields)).isEqualTo(fields);
      }
    }
  }
}
