package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldCounts;
import io.wiresmith.core.fields.FieldType;
import io.wiresmith.core.fields.TagScheme;
import java.util.List;

/**
 * Which type true fields were given: the one that most of their bytes have.
 *
 * @param classes the types
 * @param labelByChoice fields of each type, by the type that they were given
 */
@SuppressWarnings("ArrayRecordComponent") // written once and serialized
record TypeConfusion(List<String> classes, long[][] labelByChoice) {
  static TypeConfusion of(List<ScoredMessage> messages) {
    int types = FieldType.values().length;
    long[][] counts = new long[types][types];
    for (ScoredMessage message : messages) {
      int[] tags = TagScheme.tags(FieldCounts.judged(message.found().fields()));
      for (Field field : FieldCounts.judged(message.judged().message().fields())) {
        counts[field.type().ordinal()][FieldCounts.typeGiven(field, tags).ordinal()]++;
      }
    }
    return new TypeConfusion(FieldType.ids(), counts);
  }
}
