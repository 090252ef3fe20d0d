package io.wiresmith.core.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldListTest {
  private static Field field(int start, int end, FieldType type) {
    return new Field(start, end, type);
  }

  @Test
  void gapsBecomeFieldsOfBytes() {
    Field flag = field(2, 3, FieldType.FLAG);
    Field text = field(5, 7, FieldType.STRING);

    assertThat(FieldList.covering(9, List.of(text, flag)))
        .containsExactly(
            field(0, 2, FieldType.BYTES),
            flag,
            field(3, 5, FieldType.BYTES),
            text,
            field(7, 9, FieldType.BYTES));
    assertThat(FieldList.covering(3, List.of())).containsExactly(field(0, 3, FieldType.BYTES));
    assertThat(FieldList.covering(0, List.of())).isEmpty();
  }

  @Test
  void refusesWhatIsNoField() {
    assertThatThrownBy(() -> field(3, 3, FieldType.FLAG))
        .hasMessage(
            "A field goes from byte 3 to 3; required is 0 <= start < end (the end is exclusive).");
    assertThatThrownBy(() -> field(-1, 3, FieldType.FLAG)).hasMessageContaining("from byte -1 to");
    assertThatThrownBy(() -> FieldType.of("header"))
        .hasMessage(
            "'header' is no type of a field; the types are flag, integer, string, address, time, float, bytes.");
  }

  @Test
  void refusesFieldsBehindTheMessageAndOverlaps() {
    assertThatThrownBy(() -> FieldList.covering(4, List.of(field(2, 5, FieldType.FLAG))))
        .hasMessage("The field from 2 to 5 ends behind the message, which has 4 bytes.");
    assertThatThrownBy(
            () ->
                FieldList.covering(
                    9, List.of(field(2, 5, FieldType.FLAG), field(4, 6, FieldType.FLAG))))
        .hasMessage("The field from 4 to 6 overlaps the one before, which ends at 5.");
  }

  @Test
  void textIsReadBack() {
    List<Field> fields = List.of(field(0, 2, FieldType.INTEGER), field(2, 3, FieldType.FLAG));

    assertThat(FieldList.text(fields)).isEqualTo("[[0,2,\"integer\"],[2,3,\"flag\"]]");
    assertThat(FieldList.parse(FieldList.text(fields))).isEqualTo(fields);
    assertThat(FieldList.parse("[]")).isEmpty();
  }

  @Test
  void aLabelledMessageHasBytesAndFieldsThatCoverThem() {
    List<Field> fields = List.of(field(0, 2, FieldType.TIME));
    byte[] bytes = {1, 2};
    LabelledMessage message = new LabelledMessage(bytes, fields, "ntp", "a.pcap", 7);
    bytes[0] = 9;

    assertThat(message)
        .isEqualTo(new LabelledMessage(new byte[] {1, 2}, fields, "ntp", "a.pcap", 7))
        .hasToString("frame 7 of a.pcap (ntp, 2 bytes)");
    assertThatThrownBy(() -> new LabelledMessage(new byte[3], fields, "ntp", "a.pcap", 7))
        .hasMessage(
            "The fields [[0,2,\"time\"]] of frame 7 of a.pcap do not cover its 3 bytes in order.");
    assertThatThrownBy(() -> new LabelledMessage(new byte[0], List.of(), "ntp", "a.pcap", 7))
        .hasMessage("Frame 7 of a.pcap is empty.");
  }
}
