package io.wiresmith.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDigestsTest {
  private static final List<LabelledMessage> SEEN =
      IntStream.range(0, 300).mapToObj(i -> message("a.pcap", i)).toList();

  private static LabelledMessage message(String capture, int content) {
    byte[] bytes = {1, (byte) (content >> 8), (byte) content};
    return new LabelledMessage(bytes, FieldList.covering(3, List.of()), "modbus", capture, content);
  }

  @Test
  void aMessageIsKnownAgainUnderAnyNameAndNoOtherIs() {
    MessageDigests digests = MessageDigests.of(SEEN);

    assertThat(SEEN).allMatch(digests::contain);
    assertThat(digests.contain(message("renamed.pcap", 7))).isTrue();
    assertThat(IntStream.range(300, 2000).mapToObj(i -> message("a.pcap", i)))
        .noneMatch(digests::contain);
  }

  @Test
  void theTextSaysTheSameWhateverTheOrderAndIsReadBack() {
    MessageDigests digests = MessageDigests.of(SEEN);
    List<LabelledMessage> backwards =
        IntStream.range(0, 300).mapToObj(i -> SEEN.get(299 - i)).toList();

    assertThat(digests.text()).hasSize(300 * 8).isEqualTo(MessageDigests.of(backwards).text());
    assertThat(MessageDigests.parse(digests.text(), "here")).isEqualTo(digests);
    assertThat(MessageDigests.parse("", "here").prefixes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"~", "AAAAAAAAAA=="})
  void whatIsNoSuchTextIsRefused(String text) {
    assertThatThrownBy(() -> MessageDigests.parse(text, "provenance.json"))
        .hasMessageContaining("provenance.json")
        .hasMessageContaining("message_digests");
  }
}
