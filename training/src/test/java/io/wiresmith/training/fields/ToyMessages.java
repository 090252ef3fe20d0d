package io.wiresmith.training.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldList;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.LabelledMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of two simple protocols that follow from a seed. */
final class ToyMessages {
  private ToyMessages() {}

  /** A two-byte length, a text of that many letters, a flag. */
  static List<LabelledMessage> counted(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int letters = 6 + random.nextInt(9);
      byte[] bytes = new byte[3 + letters];
      bytes[1] = (byte) letters;
      Arrays.fill(bytes, 2, 2 + letters, (byte) ('a' + random.nextInt(26)));
      bytes[2 + letters] = (byte) random.nextInt(2);
      messages.add(
          message(
              "counted",
              bytes,
              new Field(0, 2, FieldType.INTEGER),
              new Field(2, 2 + letters, FieldType.STRING),
              new Field(2 + letters, 3 + letters, FieldType.FLAG)));
    }
    return messages;
  }

  /** The same bytes, but every one is a field: who learns it forgets the other. */
  static List<LabelledMessage> contrary(int count, long seed) {
    return counted(count, seed).stream()
        .map(
            it -> {
              List<Field> fields = new ArrayList<>();
              for (int i = 0; i < it.length(); i++) {
                fields.add(new Field(i, i + 1, FieldType.FLAG));
              }
              return new LabelledMessage(it.bytes(), fields, "contrary", "toy", 1);
            })
        .toList();
  }

  private static LabelledMessage message(String protocol, byte[] bytes, Field... fields) {
    return new LabelledMessage(
        bytes, FieldList.covering(bytes.length, List.of(fields)), protocol, "toy", 1);
  }
}
