package io.wiresmith.training.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.MessageDigests;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSieveTest {
  private static final BatchSieve SIEVE =
      new BatchSieve(
          MessageDigests.of(messages("old", 0, 6)), MessageDigests.of(messages("old", 6, 12)));

  private static List<LabelledMessage> messages(String capture, int from, int until) {
    List<Field> fields = List.of(new Field(0, 2, FieldType.INTEGER));
    return IntStream.range(from, until)
        .mapToObj(i -> new LabelledMessage(new byte[] {7, (byte) i}, fields, "dns", capture, i))
        .toList();
  }

  @Test
  void whatJudgedBeforeIsNotLearnedFromAndWhatWasLearnedFromDoesNotJudge() {
    NewBatch left =
        SIEVE.of(new NewBatch("new", messages("renamed", 0, 12), messages("renamed", 0, 12)));

    assertThat(left.training()).isEqualTo(messages("renamed", 6, 12));
    assertThat(left.validation()).isEqualTo(messages("renamed", 0, 6));
  }

  @Test
  void newMessagesPass() {
    NewBatch batch = new NewBatch("new", messages("old", 12, 20), messages("old", 20, 25));

    assertThat(SIEVE.of(batch)).isEqualTo(batch);
  }
}
