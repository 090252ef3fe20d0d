package io.wiresmith.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
  /** ESC is written ^, the single-byte introducer of control sequences %, the bell ~. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "plain words, plain words",
        "^[31mred^[0m, red",
        "^[2J^[1;1Hall is well, all is well",
        "%31mred, red",
        "^]0;a title~shown, shown",
        "^]8;;http://evil^\\link^]8;;^\\, link",
        "^Pq~after, after",
        "^(B^7^cafter, after",
        "ends in an escape^, ends in an escape",
        "ends in a sequence^[31, ends in a sequence",
      })
  void takesTheSequencesOutThatATerminalObeys(String found, String expected) {
    String raw = found.replace('^', '\u001B').replace('%', '\u009B').replace('~', '\u0007');
    assertThat(PlainText.lines(raw)).isEqualTo(expected);
  }

  @Test
  void everyControlButLineFeedAndTabBecomesASpace() {
    StringBuilder all = new StringBuilder("a");
    for (char c = 0; c < 0xa0; c++) {
      if (Character.isISOControl(c)) {
        all.append(c).append('b');
      }
    }
    all.append("\u202Ec\u2066d\u2028e");

    String plain = PlainText.lines(all.toString());

    assertThat(plain.chars().filter(Character::isISOControl)).containsOnly((int) '\n', (int) '\t');
    assertThat(plain).endsWith(" c d e");
    assertThat(PlainText.lines("héllo 日本 \uD83D\uDE00")).isEqualTo("héllo 日本 \uD83D\uDE00");
  }

  @Test
  void oneLineStaysOneLine() {
    assertThat(PlainText.line(" no\r\n2026-11-21 INFO all\tis well\u0085"))
        .isEqualTo("no 2026-11-21 INFO all is well");
  }

  @Test
  void theMessageOfAnErrorIsPlain() {
    var error = new WiresmithException(ErrorCode.DEPENDENCY_DOWN, "x refuses (\u001B[2Jno)\nTry.");
    assertThat(error).hasMessage("x refuses (no)\nTry.");
  }
}
