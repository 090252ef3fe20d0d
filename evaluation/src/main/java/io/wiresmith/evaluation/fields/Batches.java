package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.LabelledMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Runs messages of similar length together; the batches follow from the messages alone. */
final class Batches {
  private static final int ROWS = 64;

  private Batches() {}

  /** What is found in each message, in their order. */
  static List<FoundFields> find(FieldsSession session, List<JudgedMessage> messages) {
    List<byte[]> bytes =
        messages.stream().map(JudgedMessage::message).map(LabelledMessage::bytes).toList();
    return findAll(session, bytes);
  }

  /** Likewise. */
  static List<FoundFields> findAll(FieldsSession session, List<byte[]> messages) {
    List<Integer> byLength =
        IntStream.range(0, messages.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> messages.get(i).length))
            .toList();
    FoundFields[] found = new FoundFields[messages.size()];
    for (int from = 0; from < found.length; from += ROWS) {
      List<Integer> batch = byLength.subList(from, Math.min(found.length, from + ROWS));
      List<FoundFields> together = session.find(batch.stream().map(messages::get).toList());
      for (int i = 0; i < batch.size(); i++) {
        found[batch.get(i)] = together.get(i);
      }
    }
    return new ArrayList<>(Arrays.asList(found));
  }
}
