package io.wiresmith.evaluation.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.onnx.fields.MessageTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * What a tagger must not see: inputs beside the message, other messages of its batch, and what lies
 * past its end.
 */
final class FieldsLeaks {
  private static final int MESSAGES = 16;
  private static final double TOLERANCE = 1e-4;

  private FieldsLeaks() {}

  /** Leaks, as sentences. */
  static List<String> of(FieldsSession session, List<JudgedMessage> judged) {
    Set<String> unknown = new TreeSet<>(session.required());
    unknown.removeAll(Set.of(MessageTensors.BYTES, MessageTensors.LENGTHS));
    if (!unknown.isEmpty()) {
      return unknown.stream().map(name -> "'" + name + "' is no part of a message.").toList();
    }
    return judged.isEmpty() ? List.of() : together(session, some(judged));
  }

  /** Messages of all lengths that there are. */
  private static List<byte[]> some(List<JudgedMessage> judged) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      LabelledMessage message = judged.get(i * judged.size() / MESSAGES).message();
      messages.add(message.bytes());
    }
    return messages;
  }

  private static List<String> together(FieldsSession session, List<byte[]> messages) {
    int longest = messages.stream().mapToInt(message -> message.length).max().orElse(0);
    byte[] noise = new byte[messages.size() * longest];
    new SplittableRandom(1).nextBytes(noise);
    List<FoundFields> together = session.find(messages, noise);
    for (int i = 0; i < messages.size(); i++) {
      float[] alone = session.find(List.of(messages.get(i))).get(0).boundary();
      if (!close(alone, together.get(i).boundary())) {
        return List.of(
            "Messages of a batch are cut differently alone: they see each other, or what lies past their end.");
      }
    }
    return List.of();
  }

  private static boolean close(float[] one, float[] other) {
    for (int i = 0; i < one.length; i++) {
      if (!(Math.abs(one[i] - other[i]) <= TOLERANCE)) {
        return false;
      }
    }
    return true;
  }
}
