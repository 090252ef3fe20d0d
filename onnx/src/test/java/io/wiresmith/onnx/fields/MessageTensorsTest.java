package io.wiresmith.onnx.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.onnx.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageTensorsTest {
  @Test
  void messagesOfAnyLengthShareTensors() {
    List<Tensor> inputs = MessageTensors.of(List.of(new byte[] {1, -1, 3}, new byte[0]));

    assertThat(inputs.get(0).shape()).containsExactly(2, 3);
    assertThat((byte[]) inputs.get(0).data()).containsExactly(1, -1, 3, 0, 0, 0);
    assertThat(inputs.get(1).longs()).containsExactly(3, 0);
  }

  @Test
  void anEmptyMessageAloneStillHasAnAxis() {
    List<Tensor> inputs = MessageTensors.of(List.of(new byte[0]));

    assertThat(inputs.get(0).shape()).containsExactly(1, 1);
    assertThat(inputs.get(1).longs()).containsExactly(0);
  }

  @Test
  void foundFieldsAreThoseOfTheirMessages() {
    Map<String, Tensor> outputs =
        Map.of(
            MessageTensors.FIELDS,
            Tensor.longs("fields", new long[] {3, 4}, 0, 0, 2, 1, 0, 2, 5, 6, 2, 0, 1, 0),
            MessageTensors.FIELD_CONFIDENCE,
            Tensor.floats("field_confidence", new long[] {3}, .9f, .5f, .25f));

    assertThat(FoundField.of(outputs, 3))
        .containsExactly(
            List.of(
                new FoundField(new Field(0, 2, FieldType.INTEGER), .9f),
                new FoundField(new Field(2, 5, FieldType.BYTES), .5f)),
            List.of(),
            List.of(new FoundField(new Field(0, 1, FieldType.FLAG), .25f)));
  }

  @Test
  void whereNothingIsFoundNoMessageHasFields() {
    Map<String, Tensor> outputs =
        Map.of(
            MessageTensors.FIELDS, Tensor.longs("fields", new long[] {0, 4}),
            MessageTensors.FIELD_CONFIDENCE, Tensor.floats("field_confidence", new long[] {0}));

    assertThat(FoundField.of(outputs, 1)).containsExactly(List.of());
  }
}
