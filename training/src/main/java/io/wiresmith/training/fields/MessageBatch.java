package io.wiresmith.training.fields;

import io.wiresmith.core.fields.LabelledMessage;
import io.wiresmith.core.fields.TagScheme;
import java.util.List;

/**
 * Messages that go through the network together.
 *
 * @param rows how many
 * @param longest bytes of the longest
 * @param bytes values of the bytes, {@code [rows, longest]}, 0 past an end
 * @param reversed where the byte stands in the message read backwards, as a place in {@code [rows *
 *     longest]}; past an end the place itself
 * @param truth the true tags of each message
 */
record MessageBatch(int rows, int longest, int[] bytes, int[] reversed, List<int[]> truth) {
  static MessageBatch of(List<LabelledMessage> messages) {
    int longest = messages.stream().mapToInt(LabelledMessage::length).max().orElse(0);
    int[] bytes = new int[messages.size() * longest];
    int[] reversed = new int[bytes.length];
    for (int row = 0; row < messages.size(); row++) {
      byte[] message = messages.get(row).bytes();
      for (int i = 0; i < longest; i++) {
        int at = row * longest + i;
        boolean inside = i < message.length;
        bytes[at] = inside ? message[i] & 0xff : 0;
        reversed[at] = inside ? row * longest + message.length - 1 - i : at;
      }
    }
    List<int[]> truth = messages.stream().map(message -> TagScheme.tags(message.fields())).toList();
    return new MessageBatch(messages.size(), longest, bytes, reversed, truth);
  }
}
