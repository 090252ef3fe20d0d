package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.Field;
import io.wiresmith.core.fields.FieldCounts;
import java.util.ArrayList;
import java.util.List;

/**
 * A message, what was found in it, and what counts of that.
 *
 * @param judged the message
 * @param found what the model found
 * @param counts of each {@link Method}; of the champion nothing where there is none
 */
record ScoredMessage(JudgedMessage judged, FoundFields found, List<FieldCounts> counts) {
  /** Copies the list. */
  ScoredMessage {
    counts = List.copyOf(counts);
  }

  /** All messages with what was found in each; {@code champion} may be empty. */
  static List<ScoredMessage> of(
      List<JudgedMessage> messages, List<FoundFields> found, List<FoundFields> champion) {
    List<ScoredMessage> scored = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      JudgedMessage judged = messages.get(i);
      List<FieldCounts> counts = new ArrayList<>();
      counts.add(counts(judged, found.get(i).fields()));
      counts.add(champion.isEmpty() ? FieldCounts.NONE : counts(judged, champion.get(i).fields()));
      for (Segmenter segmenter : Segmenter.values()) {
        counts.add(counts(judged, segmenter.fields(judged.message().bytes())));
      }
      scored.add(new ScoredMessage(judged, found.get(i), counts));
    }
    return scored;
  }

  private static FieldCounts counts(JudgedMessage judged, List<Field> fields) {
    return FieldCounts.of(judged.message().fields(), fields).orElse(FieldCounts.NONE);
  }

  /** Its protocol. */
  String protocol() {
    return judged.protocol();
  }

  /** The counts of the model. */
  FieldCounts model() {
    return counts.get(Method.MODEL);
  }
}
