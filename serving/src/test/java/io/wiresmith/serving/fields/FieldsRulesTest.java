package io.wiresmith.serving.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wiresmith.core.ErrorCode;
import io.wiresmith.core.WiresmithException;
import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.onnx.Tensor;
import io.wiresmith.onnx.fields.FoundField;
import io.wiresmith.onnx.fields.MessageTensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FieldsRulesTest {
  private static final FieldsRules RULES = new FieldsRules();

  @Test
  void messagesAreCutIntoPairsOfBytesWithoutConfidence() {
    Map<String, Tensor> outputs =
        RULES.decide(MessageTensors.of(List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {4})));

    assertThat(FoundField.of(outputs, 3))
        .containsExactly(
            List.of(
                new FoundField(new Field(0, 2, FieldType.BYTES), 0),
                new FoundField(new Field(2, 3, FieldType.BYTES), 0)),
            List.of(),
            List.of(new FoundField(new Field(0, 1, FieldType.BYTES), 0)));
    assertThat(Objects.requireNonNull(outputs.get("tags")).longs())
        .containsExactly(12, 13, 12, -1, -1, -1, 12, -1, -1);
    assertThat(Objects.requireNonNull(outputs.get("boundary")).floats())
        .containsExactly(1, 0, 1, 0, 0, 0, 1, 0, 0);
    assertThat(outputs.keySet())
        .containsExactlyElementsOf(
            RULES.signature().outputs().stream().map(o -> o.name()).toList());
  }

  @Test
  void theSignatureHasNoRowForEachRow() {
    assertThat(RULES.signature().byRows()).isFalse();
  }

  @Test
  void foundFieldsAreToldAsTableAndAsJson() {
    byte[] message = {0, 1, 'h', 'i'};
    FoundMessages found =
        new FoundMessages(
            List.of(message),
            List.of(
                List.of(
                    new FoundField(new Field(0, 2, FieldType.INTEGER), .975f),
                    new FoundField(new Field(2, 4, FieldType.STRING), .5f))));

    assertThat(found.table().lines())
        .containsExactly(
            "message 1: 4 bytes, 2 fields",
            "      bytes  type      confidence  content",
            "        0-1  integer        0.975  00 01  |..|",
            "        2-3  string         0.500  68 69  |hi|");
    assertThat(found.json().toString())
        .isEqualTo(
            "[{length=4, fields=[{start=0, end=2, type=integer, confidence=0.975, hex=0001},"
                + " {start=2, end=4, type=string, confidence=0.5, hex=6869}]}]");
  }

  @Test
  void bytesAreReadFromHexAndBase64() {
    assertThat(MessageBytes.ofHex("00 0A:ff", "--hex")).containsExactly(0, 10, -1);
    assertThat(MessageBytes.ofBase64("AAr/", "--base64")).containsExactly(0, 10, -1);
    assertRefused(
        () -> MessageBytes.ofHex("0g", "--hex"), "has no hexadecimal digit as its character 2");
    assertRefused(() -> MessageBytes.ofHex("123", "--hex"), "--hex has 3 digits");
    assertRefused(() -> MessageBytes.ofHex("", "--hex"), "--hex is empty");
    assertRefused(() -> MessageBytes.ofHex("00".repeat(1501), "--hex"), "has 1501 bytes");
    assertRefused(() -> MessageBytes.ofBase64("***", "--base64"), "--base64 is no base64");
  }

  private static void assertRefused(Runnable run, String message) {
    assertThatThrownBy(run::run)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            WiresmithException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_INPUT));
  }
}
