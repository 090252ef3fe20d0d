package io.wiresmith.etl.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.telemetry.RefusalReason;
import io.wiresmith.etl.fields.MessageText.Refused;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTextTest {
  @ParameterizedTest
  @CsvSource({
    "FT_BOOLEAN, 0, FLAG",
    "FT_UINT16, 1, FLAG",
    "FT_BYTES, 1, FLAG",
    "FT_UINT8, 0, INTEGER",
    "FT_UINT24, 0, INTEGER",
    "FT_INT64, 0, INTEGER",
    "FT_STRING, 0, STRING",
    "FT_STRINGZ, 0, STRING",
    "FT_UINT_STRING, 0, STRING",
    "FT_STRINGZPAD, 0, STRING",
    "FT_IPv4, 0, ADDRESS",
    "FT_IPv6, 0, ADDRESS",
    "FT_ETHER, 0, ADDRESS",
    "FT_EUI64, 0, ADDRESS",
    "FT_ABSOLUTE_TIME, 0, TIME",
    "FT_RELATIVE_TIME, 0, TIME",
    "FT_FLOAT, 0, FLOAT",
    "FT_DOUBLE, 0, FLOAT",
    "FT_BYTES, 0, BYTES",
    "FT_UINT_BYTES, 0, BYTES",
    "FT_GUID, 0, BYTES",
    "FT_OID, 0, BYTES",
    "FT_NONE, 0, BYTES",
    "FT_FRAMENUM, 0, BYTES",
    "GAP, 0, BYTES",
  })
  void typesOfDissectorsAreSevenTypes(String name, int bits, FieldType type) {
    assertThat(DissectorType.of(name, bits == 1)).contains(type);
  }

  @Test
  void whatIsNoTypeOfADissectorHasNone() {
    assertThat(DissectorType.of("header", false)).isEmpty();
    assertThat(DissectorType.of("", true)).isEmpty();
  }

  @Test
  void bothFormsOfFieldsBecomeOneAndGapsBytes() throws Refused {
    String ours = "[[2,4,\"integer\"],[0,1,\"flag\"]]";
    String dissected = "[[2,4,\"x.len\",\"FT_UINT16\",0],[0,1,\"x.flags\",\"FT_UINT8\",1]]";

    MessageText message = MessageText.of("00FF0a0b0c", ours);

    assertThat(message)
        .isEqualTo(MessageText.of("00ff0a0b0c", dissected))
        .isEqualTo(
            new MessageText(
                "00ff0a0b0c",
                "[[0,1,\"flag\"],[1,2,\"bytes\"],[2,4,\"integer\"],[4,5,\"bytes\"]]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|[[0,1,\"flag\"]]|MISSING_FIELD|the message is empty; required is a byte",
        "00|''|MISSING_FIELD|the message has no list of fields",
        "00|[]|MISSING_FIELD|the list of fields is empty",
        "0g|[[0,1,\"flag\"]]|GRAMMAR|character 2 of hex is 'g', no hexadecimal digit",
        "0０|[[0,1,\"flag\"]]|GRAMMAR|character 2 of hex is '０', no hexadecimal digit",
        "000|[[0,1,\"flag\"]]|GRAMMAR|hex has 3 digits; required are two for each byte",
        "00|{}|GRAMMAR|the fields are no JSON array: {}",
        "00|[[0,|GRAMMAR|the fields are no JSON array: [[0,",
        "00|[[0,1]]|GRAMMAR|[0,1] is no field; required is [start, end, type] or [start, end, name, dissector's type, bits]",
        "00|[[0,1.5,\"flag\"]]|GRAMMAR|[0,1.5,\"flag\"] is no field; required is [start, end, type] or [start, end, name, dissector's type, bits]",
        "00|[[0,9999999999,\"flag\"]]|GRAMMAR|[0,9999999999,\"flag\"] is no field; required is [start, end, type] or [start, end, name, dissector's type, bits]",
        "00|[[0,2,\"flag\"]]|RANGE|field [0,2,\"flag\"] goes from 0 to 2; required is 0 <= start < end <= 1, the message's length",
        "00|[[1,0,\"flag\"]]|RANGE|field [1,0,\"flag\"] goes from 1 to 0; required is 0 <= start < end <= 1, the message's length",
        "00|[[-1,1,\"flag\"]]|RANGE|field [-1,1,\"flag\"] goes from -1 to 1; required is 0 <= start < end <= 1, the message's length",
        "0000|[[0,2,\"flag\"],[1,2,\"time\"]]|RANGE|The field from 1 to 2 overlaps the one before, which ends at 2.",
        "00|[[0,1,\"header\"]]|TYPE|field [0,1,\"header\"] has the type 'header'; the types are flag, integer, string, address, time, float, bytes, or a dissector's FT_...",
        "00|[[0,1,\"n\",\"UINT\",0]]|TYPE|field [0,1,\"n\",\"UINT\",0] has the type 'UINT'; the types are flag, integer, string, address, time, float, bytes, or a dissector's FT_...",
      })
  void refusesWhatIsNoMessage(String hex, String fields, RefusalReason reason, String message) {
    assertThatThrownBy(() -> MessageText.of(hex, fields))
        .hasMessage(message)
        .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
        .extracting(Refused::reason)
        .isEqualTo(reason);
  }

  @Test
  void refusesMessagesThatNoPacketCarries() throws Refused {
    String fields = "[[0,1,\"flag\"]]";

    assertThat(MessageText.of("00".repeat(65_507), fields).hex()).hasSize(131_014);
    assertThatThrownBy(() -> MessageText.of("00".repeat(65_535), fields))
        .hasMessage("the message has 65535 bytes; at most 65507 are a message");
  }
}
